import type { RestaurantClock } from '../booking/availability.ts';

/** The wall clock of a place that never changes its clocks, so many minutes ahead of UTC. */
export function fixedClock(aheadMinutes: number): RestaurantClock {
  return {
    instantOf: (localDate, minutes) => Date.parse(`${localDate}T00:00:00Z`) + (minutes - aheadMinutes) * 60_000,
    localOf: (instantMs) => {
      const wall = new Date(instantMs + aheadMinutes * 60_000);
      return { localDate: wall.toISOString().slice(0, 10), minutes: wall.getUTCHours() * 60 + wall.getUTCMinutes() };
    },
  };
}
