import { addDays } from '@blunari/schema/calendar';

/** An hour span of UTC, as instants. */
export interface Window {
  readonly from: Date;
  readonly to: Date;
}

const hourMs = 3_600_000;

/**
 * Quarter hours that can matter for days of any time zone: local days begin up to 14 hours from UTC's, a sitting may
 * pass midnight, and its last party sits for 9 hours at most.
 */
export function windowOf(from: string, days: number): Window {
  return {
    from: new Date(Date.parse(`${from}T00:00:00Z`) - 14 * hourMs),
    to: new Date(Date.parse(`${addDays(from, days)}T00:00:00Z`) + (14 + 24 + 9) * hourMs),
  };
}
