import { uuidv7TimeMs } from '@blunari/schema/identifiers';
import { journalLimits, type JournalBatch } from '@blunari/schema/insights';
import { ok, type Result } from '@blunari/schema/result';
import { recordEvents } from '../state/totals.ts';
import { enterWidget, type VisitorCall, type VisitorDeps } from './visitor-widget.ts';

/** Stores what a visitor did. Events too old, or of a wrong clock, are dropped: sending them again would not help. */
export function writeJournal(deps: VisitorDeps, call: VisitorCall, batch: JournalBatch): Result<null> {
  const entered = enterWidget(deps, call);
  if (!entered.ok) return entered;
  const { widget, tenant } = entered.value;
  const { events, pageUrl, referrer } = batch;
  const nowMs = deps.now();
  const records = events.flatMap((event) => {
    const atMs = uuidv7TimeMs(event.id);
    if (atMs === null || atMs > nowMs + journalLimits.maxAheadMs || atMs < nowMs - journalLimits.maxAgeMs) return [];
    return [{ ...event, widgetId: widget.id, atMs, pageUrl, referrer }];
  });
  recordEvents(deps, tenant, records);
  return ok(null);
}
