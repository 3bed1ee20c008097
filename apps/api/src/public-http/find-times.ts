import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import {
  answerAvailability,
  checkReach,
  type AvailabilityAnswer,
  type AvailabilityQuery,
} from '@blunari/schema/booking';
import { toBook } from '../shared/availability/to-book.ts';
import { windowOf } from '../shared/availability/window-of.ts';
import { unknownKey } from './find-visitor-widget.ts';
import type { PublicDeps } from './public-deps.ts';

/** The times a party can book. */
export async function findTimes(
  { db, now }: Pick<PublicDeps, 'db' | 'now'>,
  key: string,
  query: AvailabilityQuery,
): Promise<Result<AvailabilityAnswer>> {
  const nowMs = now();
  const reach = checkReach(query.from, nowMs);
  if (!reach.ok) return reach;
  const window = windowOf(query.from, query.days);
  const stored = await db.visitor.bookingLoad(key, window.from, window.to);
  if (!stored.ok) return stored;
  if (stored.value === null) return unknownKey;
  if (!stored.value.isActive) return err(appError('widget_inactive', 'Online booking is paused here.'));
  return ok(answerAvailability(toBook(stored.value), query, nowMs));
}
