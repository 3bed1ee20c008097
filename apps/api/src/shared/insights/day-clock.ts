import type { DayClock } from '@blunari/schema/insights';
import { createRestaurantClock, startOfLocalDayMs } from '../tenant/restaurant-clock.ts';

/** Days and hours of a time zone, by the runtime's own Temporal. */
export function createDayClock(timeZone: string): DayClock {
  const clock = createRestaurantClock(timeZone);
  return {
    localOf: (instantMs) => clock.localOf(instantMs),
    startOfDayMs: (localDate) => startOfLocalDayMs(localDate, timeZone),
  };
}
