import {
  answerAvailability,
  checkReach,
  type AvailabilityAnswer,
  type AvailabilityQuery,
  type Book,
} from '@blunari/schema/booking';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import type { Backend } from '../state/backend.ts';
import { clockIn } from '../state/clock.ts';
import { readBooking } from '../state/config-of.ts';
import { loadOf } from '../state/covers.ts';
import { findVisitorWidget, type VisitorWidget } from './visitor-widget.ts';

/** The times a party can book. */
export function findTimes(backend: Backend, key: string, query: AvailabilityQuery): Result<AvailabilityAnswer> {
  const nowMs = backend.now();
  const reach = checkReach(query.from, nowMs);
  if (!reach.ok) return reach;
  const found = findVisitorWidget(backend, key);
  if (!found.ok) return found;
  const { widget } = found.value;
  if (widget.type !== 'booking') return err(appError('not_found', 'This widget has no times.'));
  if (!widget.isActive) return err(appError('widget_inactive', 'Online booking is paused here.'));
  return ok(answerAvailability(bookOf(backend, found.value), query, nowMs));
}

/** What the times of a restaurant are computed from. */
export function bookOf({ state }: Backend, { widget, tenant }: VisitorWidget): Book {
  const { timeZone } = tenant.place;
  const load = loadOf(state, tenant.id);
  return { config: readBooking(widget.config), version: widget.version, timeZone, clock: clockIn(timeZone), load };
}
