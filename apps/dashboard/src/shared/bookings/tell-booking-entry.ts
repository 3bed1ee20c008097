import type { BookingDetails, BookingHistoryEntry } from '@blunari/schema/booking';
import type { Today } from '../place/use-today.ts';
import { formatDay, formatTime } from '../time/local-time.ts';
import { bookingStatusLooks } from './booking-status-looks.ts';

/** One entry of a booking's history in words, a line for each thing that changed: the new first, then what it was. */
export function tellBookingEntry(
  { kind, changes }: Pick<BookingHistoryEntry, 'kind' | 'changes'>,
  source: BookingDetails['source'],
  { timeZone, nowMs }: Pick<Today, 'timeZone' | 'nowMs'>,
): readonly string[] {
  if (kind === 'created') return [beginnings[source]];
  const { status, partySize, startsAt, durationMinutes, area } = changes;
  const when = (instant: string) => `${formatDay(instant, timeZone, nowMs)} ${formatTime(instant, timeZone)}`;
  const lines = [
    status && `${bookingStatusLooks[status.is].label}, was ${bookingStatusLooks[status.was].label}`,
    partySize && `Party of ${partySize.is}, was ${partySize.was}`,
    startsAt && `Moved to ${when(startsAt.is)}, was ${when(startsAt.was)}`,
    durationMinutes && `Stays ${durationMinutes.is} min, was ${durationMinutes.was} min`,
    area && `Area ${area.is}, was ${area.was}`,
  ].filter((line) => line !== undefined);
  return lines.length > 0 ? lines : ['Details changed'];
}

const beginnings = {
  widget: 'Booked on your site',
  page: 'Booked on the booking page',
  phone: 'Booked by phone',
  walk_in: 'Walked in',
  staff: 'Added by staff',
  waitlist: 'Came from the waiting list',
} as const satisfies Record<BookingDetails['source'], string>;
