/** A session is one tab until half an hour of silence. */
const idleMs = 30 * 60_000;

const storageKey = 'blunari.session';

export interface SessionDeps {
  /** Reads the tab's storage; reading it throws where the browser blocks storage in frames. */
  readonly storage: () => Storage;
  readonly nowMs: () => number;
  readonly newId: () => string;
}

/** Names the visitor's session, kept in the tab where that is allowed and in memory where it is not. */
export function createSession({ storage, nowMs, newId }: SessionDeps): () => string {
  let known = read(storage);
  return () => {
    const atMs = nowMs();
    const isOver = known === null || Math.abs(atMs - known.usedMs) > idleMs;
    known = { id: isOver || known === null ? newId() : known.id, usedMs: atMs };
    write(storage, `${known.id} ${known.usedMs}`);
    return known.id;
  };
}

function read(storage: () => Storage): { readonly id: string; readonly usedMs: number } | null {
  try {
    const match = /^([0-9a-f-]{36}) (\d+)$/.exec(storage().getItem(storageKey) ?? '');
    return match ? { id: match[1] ?? '', usedMs: Number(match[2]) } : null;
  } catch {
    return null;
  }
}

function write(storage: () => Storage, value: string): void {
  try {
    storage().setItem(storageKey, value);
  } catch {
    // Blocked or full: memory holds it.
  }
}
