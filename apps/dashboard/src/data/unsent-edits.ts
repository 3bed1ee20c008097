import type { JsonObject, MergePatch } from '@blunari/schema/config/merge-patch';
import { uuidv7 } from '@blunari/schema/identifiers';
import { z } from 'zod';

/** Edits that wait on this device, with all that is needed to merge them into any later version. */
export interface StoredEdits {
  readonly onto: JsonObject;
  readonly patch: MergePatch;
  readonly choices: readonly StoredChoice[];
}

interface StoredChoice {
  readonly path: readonly string[];
  readonly mine: JsonObject[string] | undefined;
  readonly theirs: JsonObject[string] | undefined;
  readonly keeps: 'mine' | 'theirs';
}

const jsonObjectSchema = z.record(z.string(), z.json());
const storedSchema = z.object({
  onto: jsonObjectSchema,
  patch: jsonObjectSchema,
  choices: z.array(
    z.object({
      path: z.array(z.string()),
      mine: z.json().optional(),
      theirs: z.json().optional(),
      keeps: z.enum(['mine', 'theirs']),
    }),
  ),
  /** Number of changed fields, for the question at sign-out. */
  count: z.number(),
});

const prefix = 'blunari.unsent.';
const prefixOf = (userId: string): string => `${prefix}${userId}.`;
/** Each tab keeps its own edits: two tabs must not overwrite each other. */
const tabId = uuidv7(Date.now(), (bytes) => crypto.getRandomValues(bytes));

/** Writes at once, so that a tab that is closed in the next moment has lost nothing; `null` forgets. */
export function keepUnsentEdits(
  userId: string,
  widgetId: string,
  edits: (StoredEdits & { count: number }) | null,
): void {
  const key = `${prefixOf(userId)}${widgetId}.${tabId}`;
  try {
    if (edits === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(edits));
  } catch {
    // Storage is full or blocked: the edits still wait in memory, and leaving the page asks first.
  }
}

/** Who looks after edits from now on. */
export interface EditsHeir {
  /** Whether it still takes any; not once the session has ended. */
  readonly isOpen: () => boolean;
  /** Keeps them on the device again before it returns. */
  readonly take: (edits: StoredEdits) => void;
}

/**
 * Hands over the edits that closed tabs of this person left for a widget. Those of open tabs stay where they are, and so
 * does all that is left when the session ends meanwhile: between asking, forgetting and taking nothing can happen.
 */
export async function adoptUnsentEdits(userId: string, widgetId: string, heir: EditsHeir): Promise<void> {
  for (const key of storedKeys(`${prefixOf(userId)}${widgetId}.`)) {
    if (await isOwnedByOpenTab(key.slice(key.lastIndexOf('.') + 1))) continue;
    if (!heir.isOpen()) return;
    const edits = read(key);
    localStorage.removeItem(key);
    if (edits) heir.take(normalise(edits));
  }
}

/** A person's changed fields that wait on this device. */
export function countUnsentFields(userId: string): number {
  return storedKeys(prefixOf(userId)).reduce((sum, key) => sum + (read(key)?.count ?? 0), 0);
}

/** At sign-out, after the person agreed: nothing of theirs stays on the device. What others left waits for them. */
export function forgetUnsentEdits(userId: string): void {
  for (const key of storedKeys(prefixOf(userId))) localStorage.removeItem(key);
}

/** Holds a lock as long as this tab lives: that is how other tabs know that its edits are looked after. */
export function claimTab(): void {
  // Without locks (a page that is not served securely) every stored edit counts as left behind.
  if (!('locks' in navigator)) return;
  void navigator.locks.request(`${prefix}${tabId}`, () => new Promise(() => {}));
}

async function isOwnedByOpenTab(owner: string): Promise<boolean> {
  if (owner === tabId || !('locks' in navigator)) return false;
  return navigator.locks.request(`${prefix}${owner}`, { ifAvailable: true }, (lock) => lock === null);
}

function storedKeys(start: string): readonly string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  } catch {
    return [];
  }
}

function read(key: string): z.infer<typeof storedSchema> | null {
  try {
    return storedSchema.parse(JSON.parse(localStorage.getItem(key) ?? ''));
  } catch {
    return null;
  }
}

function normalise({ onto, patch, choices }: z.infer<typeof storedSchema>): StoredEdits {
  return { onto, patch, choices: choices.map(({ path, mine, theirs, keeps }) => ({ path, mine, theirs, keeps })) };
}
