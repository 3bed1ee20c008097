import { readVisitorEvents, type JournalAnswer, type JournalBatch } from '@blunari/schema/insights';
import { ok, type Result } from '@blunari/schema/result';
import { recordEvents } from '../state/totals.ts';
import { enterWidget, type VisitorCall, type VisitorDeps } from './visitor-widget.ts';

/** There are no strangers here, so one word is token enough. */
const token = 'simulated';

/** Stores what a visitor did, and says what it did not take. */
export function writeJournal(deps: VisitorDeps, call: VisitorCall, batch: JournalBatch): Result<JournalAnswer> {
  const entered = enterWidget(deps, call);
  if (!entered.ok) return entered;
  const { widget, tenant } = entered.value;
  const { events, pageUrl, referrer } = batch;
  const { taken, refused } = readVisitorEvents(events, deps.now(), batch.token === token);
  const records = taken.map(({ event, atMs }) => ({ ...event, widgetId: widget.id, atMs, pageUrl, referrer }));
  recordEvents(deps, tenant, records);
  return ok({ token, refused: [...refused] });
}
