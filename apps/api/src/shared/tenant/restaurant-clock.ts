import type { RestaurantClock } from '@blunari/schema/booking';
import { restaurantClock, startOfDayMs } from '@blunari/schema/restaurant-clock';

/** The wall clock of a time zone, by the runtime's own Temporal. */
export const createRestaurantClock = (timeZone: string): RestaurantClock => restaurantClock(Temporal, timeZone);

/** First instant (Unix ms) of a local day; where midnight is skipped this is the first moment after it. */
export const startOfLocalDayMs = (localDate: string, timeZone: string): number =>
  startOfDayMs(Temporal, localDate, timeZone);
