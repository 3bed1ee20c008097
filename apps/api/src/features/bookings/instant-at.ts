import { minutesOf } from '@blunari/schema/calendar';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { createRestaurantClock } from '../../shared/tenant/restaurant-clock.ts';

/** The moment that the restaurant's clock shows a time; the first one on a day that has it twice. */
export function instantAt(localDate: string, localTime: string, timeZone: string): Result<Date> {
  const instantMs = createRestaurantClock(timeZone).instantOf(localDate, minutesOf(localTime));
  if (instantMs !== null) return ok(new Date(instantMs));
  const message = `The clocks skip ${localTime} on ${localDate}. Please pick another time.`;
  return err(appError('outside_rules', message));
}
