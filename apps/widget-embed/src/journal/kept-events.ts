import { uuidv7TimeMs } from '@blunari/schema/identifiers';
import type { VisitorEvent } from '@blunari/schema/insights';
import { isRecord } from '../protocol/guards.ts';
import type { Keep } from './keep.ts';

/** Where a visitor is, as far as the page around said so. */
export interface VisitedPage {
  readonly pageUrl: string;
  readonly referrer: string;
}

/** An event that waits, and where it happened: the tab may be on another page by now. */
export interface KeptEvent {
  readonly event: VisitorEvent;
  readonly page: VisitedPage;
}

/** Adds and takes out, and answers with all that waits then: another frame of the same widget may have its own here. */
export type ChangeKept = (added: readonly KeptEvent[], gone: readonly KeptEvent[]) => readonly KeptEvent[];

const mostKept = 200;
/** What the server takes at most (journalLimits of packages/schema, which a widget does not load). */
const maxAgeMs = 48 * 3_600_000;

/** @param nowMs the server's clock. */
export function createKeptEvents({ read, write }: Keep, nowMs: () => number): ChangeKept {
  return (added, gone) => {
    const kept = withoutThese([...parse(read('journal')), ...added], gone)
      .filter(({ event }) => (uuidv7TimeMs(event.id) ?? 0) > nowMs() - maxAgeMs)
      // The oldest go first: what a visitor does now says more than what was lost an hour ago.
      .slice(-mostKept);
    write('journal', kept.length > 0 ? JSON.stringify(kept) : '');
    return kept;
  };
}

export function withoutThese(events: readonly KeptEvent[], gone: readonly KeptEvent[]): readonly KeptEvent[] {
  return events.filter(({ event }) => !gone.some((each) => each.event.id === event.id));
}

function parse(text: string): readonly KeptEvent[] {
  try {
    const stored: unknown = JSON.parse(text);
    return Array.isArray(stored) ? stored.filter(isKept) : [];
  } catch {
    return [];
  }
}

/** As much as is relied on here: an id that is none is too old, and the server judges all else. */
const isKept = (value: unknown): value is KeptEvent =>
  isRecord(value) && isRecord(value['page']) && isRecord(value['event']);
