import type { RestaurantClock } from '@blunari/schema/booking';
import type { WallTime } from '@blunari/schema/demo';
import { restaurantClock, startOfDayMs } from '@blunari/schema/restaurant-clock';
// Browsers are only learning Temporal; where it is there, the polyfill hands it out.
import { Temporal } from 'temporal-polyfill';

export const clockIn = (timeZone: string): RestaurantClock => restaurantClock(Temporal, timeZone);

/** First instant (Unix ms) of a local day. */
export const dayStartMs = (localDate: string, timeZone: string): number => startOfDayMs(Temporal, localDate, timeZone);

/** The clock of one restaurant, as the demo's data asks it. */
export const wallTimeIn =
  (timeZone: string): WallTime =>
  (localDate, localTime) => {
    const wall = Temporal.PlainDateTime.from(`${localDate}T${localTime}`);
    return new Date(wall.toZonedDateTime(timeZone).epochMilliseconds);
  };
