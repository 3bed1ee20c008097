import type { BookingRow } from '@blunari/schema/booking';
import { localTimeOf, minutesOf } from '@blunari/schema/calendar';
import { takesSeats } from '../../shared/bookings/booking-counts.ts';

/** One quarter hour of a day: its start, in minutes after the day's midnight (past 1440 after the next), and who sits. */
export interface Quarter {
  readonly fromMinutes: number;
  readonly localTime: string;
  readonly covers: number;
}

export interface DayInHouse {
  /** Bookings that start on the day. */
  readonly bookings: readonly BookingRow[];
  /** When the first guest may come and the last one who may has left, in minutes; `null` on a day without a sitting. */
  readonly openMinutes: { readonly from: number; readonly to: number } | null;
  /** The restaurant's clock: `HH:MM` of an instant. */
  readonly timeOf: (instant: string) => string;
  /** A table is taken until it is cleared: what the widget offers to others reckons the same. */
  readonly bufferMinutes: number;
}

const quarterMinutes = 15;

/** Covers at once in each quarter hour, by whole hours from the first guest or sitting to the last; empty without either. */
export function coversByQuarter({ bookings, openMinutes, timeOf, bufferMinutes }: DayInHouse): readonly Quarter[] {
  const stays = bookings
    .filter((row) => takesSeats[row.status])
    .map(({ startsAt, durationMinutes, partySize }) => {
      const from = minutesOf(timeOf(startsAt));
      return { from, to: from + durationMinutes + bufferMinutes, partySize };
    });
  const spans = openMinutes ? [openMinutes, ...stays] : stays;
  if (spans.length === 0) return [];
  const first = Math.floor(Math.min(...spans.map(({ from }) => from)) / 60) * 60;
  const last = Math.ceil(Math.max(...spans.map(({ to }) => to)) / 60) * 60;
  return Array.from({ length: (last - first) / quarterMinutes }, (_, index) => {
    const fromMinutes = first + index * quarterMinutes;
    const present = stays.filter((stay) => stay.from < fromMinutes + quarterMinutes && stay.to > fromMinutes);
    return {
      fromMinutes,
      localTime: localTimeOf(fromMinutes),
      covers: present.reduce((sum, stay) => sum + stay.partySize, 0),
    };
  });
}
