import { uuidv7TimeMs } from '../identifiers.ts';
import { journalLimits, type JournalAnswer, type JournalRefusal } from './batch.ts';
import { visitorEventSchema, type VisitorEvent } from './event.ts';

/** An event and its moment, Unix ms: the time inside its id, so that a repeat can never count on another day. */
export interface TimedEvent {
  readonly event: VisitorEvent;
  readonly atMs: number;
}

export interface ReadEvents {
  readonly taken: readonly TimedEvent[];
  readonly refused: JournalAnswer['refused'];
}

/** Judges the events of a batch one by one. Without a token it takes the first good ones, and no more than a few. */
export function readVisitorEvents(events: readonly unknown[], nowMs: number, hasToken: boolean): ReadEvents {
  const most = hasToken ? journalLimits.maxEvents : journalLimits.maxEventsWithoutToken;
  const taken: TimedEvent[] = [];
  const refused: JournalAnswer['refused'] = [];
  for (const [index, sent] of events.entries()) {
    const read = readEvent(sent, nowMs);
    if (typeof read === 'string') refused.push({ index, reason: read });
    else if (taken.length < most) taken.push(read);
    else refused.push({ index, reason: 'no-token' });
  }
  return { taken, refused };
}

function readEvent(sent: unknown, nowMs: number): TimedEvent | JournalRefusal {
  const parsed = visitorEventSchema.safeParse(sent);
  if (!parsed.success) return 'invalid';
  const atMs = uuidv7TimeMs(parsed.data.id);
  if (atMs === null) return 'invalid';
  if (atMs > nowMs + journalLimits.maxAheadMs) return 'too-early';
  if (atMs < nowMs - journalLimits.maxAgeMs) return 'too-old';
  return { event: parsed.data, atMs };
}
