import { localTimeOf } from '../calendar.ts';
import { divide, type Shares } from './divide.ts';
import type { DemoDay } from './totals.ts';
import type { WallTime } from './wall-time.ts';

/** What a quarter hour counts. */
export interface DemoQuarter {
  readonly startsAt: Date;
  readonly views: number;
  readonly interactions: number;
  readonly conversions: number;
}

/** How busy the hours are, from midnight on: people look at noon and when they plan their evening. */
const hourWeights = [1, 0, 0, 0, 0, 0, 1, 2, 3, 5, 7, 10, 13, 9, 6, 6, 8, 13, 17, 15, 11, 8, 5, 3] as const;

/** A day by its quarter hours, to the present one where it is today; empty ones are left out. */
export function demoQuarters(day: DemoDay, instantOf: WallTime, now: Date): readonly DemoQuarter[] {
  const starts = Array.from({ length: 96 }, (_, index) => instantOf(day.localDate, localTimeOf(index * 15)));
  const shares: Shares = Object.fromEntries(
    starts.map((start, index) => [String(index), start <= now ? (hourWeights[Math.floor(index / 4)] ?? 0) : 0]),
  );
  // A day that has just begun has no busy hour yet: all of it is in its first quarter hour.
  const isBusy = Object.values(shares).some((share) => share > 0);
  const parts = (total: number) => divide(total, isBusy ? shares : { '0': 1 });
  const [views, interactions, conversions] = [parts(day.views), parts(day.interactions), parts(day.conversions)];
  return starts.flatMap((startsAt, index) => {
    const name = String(index);
    const counts = {
      views: views[name] ?? 0,
      interactions: interactions[name] ?? 0,
      conversions: conversions[name] ?? 0,
    };
    return counts.views + counts.interactions + counts.conversions === 0 ? [] : { startsAt, ...counts };
  });
}
