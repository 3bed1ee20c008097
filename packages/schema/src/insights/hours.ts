import type { RestaurantClock } from '../booking/availability.ts';
import { addDays, localTimeOf } from '../calendar.ts';
import { daysOf, type Period } from './period.ts';

/** What cutting days into hours asks of a time zone; instants are Unix ms. */
export interface DayClock {
  readonly localOf: RestaurantClock['localOf'];
  /** The first instant of a local day. */
  readonly startOfDayMs: (localDate: string) => number;
}

/** An hour of the wall clock, to `toMs` without it; shorter where clocks move in the middle of it. */
export interface HourOfClock {
  readonly fromMs: number;
  readonly toMs: number;
  readonly localDate: string;
  /** When it begins, `HH:MM`. */
  readonly localTime: string;
}

/** A stretch of time in which a zone keeps one distance from UTC, to `toMs` without it. */
export interface OffsetStretch {
  readonly fromMs: number;
  readonly toMs: number;
  /** To be added to UTC. */
  readonly offsetMinutes: number;
}

// Counts are kept by quarter hours, and today's zones are whole quarters away from UTC (IANA time zone database).
const quarterMs = 900_000;

/** The instants of a period, from its first to the one after its last. */
export function boundsOf(period: Period, clock: DayClock): { readonly fromMs: number; readonly toMs: number } {
  return { fromMs: clock.startOfDayMs(period.from), toMs: clock.startOfDayMs(addDays(period.to, 1)) };
}

/** All hours of a period as the wall clock shows them: a day has 23, 24 or 25 of them, or has a short one. */
export function hoursOf(period: Period, clock: DayClock): readonly HourOfClock[] {
  const hours: HourOfClock[] = [];
  for (const { fromMs, toMs, offsetMinutes } of offsetStretches(period, clock)) {
    for (let atMs = fromMs; atMs < toMs;) {
      const { localDate, minutes } = clock.localOf(atMs);
      const nextMs = Math.min(toMs, nextFullHourMs(atMs, offsetMinutes));
      hours.push({ fromMs: atMs, toMs: nextMs, localDate, localTime: localTimeOf(minutes) });
      atMs = nextMs;
    }
  }
  return hours;
}

const hourMs = 3_600_000;

function nextFullHourMs(atMs: number, offsetMinutes: number): number {
  const offsetMs = offsetMinutes * 60_000;
  return (Math.floor((atMs + offsetMs) / hourMs) + 1) * hourMs - offsetMs;
}

/** A period cut where clocks move; adjacent, and together the whole period. */
export function offsetStretches(period: Period, clock: DayClock): readonly OffsetStretch[] {
  const stretches = daysOf(period).flatMap((day) => stretchesOfDay(day, clock));
  return stretches.reduce<OffsetStretch[]>((joined, stretch) => {
    const last = joined.at(-1);
    if (last?.offsetMinutes !== stretch.offsetMinutes) return [...joined, stretch];
    return [...joined.slice(0, -1), { ...last, toMs: stretch.toMs }];
  }, []);
}

function stretchesOfDay(localDate: string, clock: DayClock): readonly OffsetStretch[] {
  const { fromMs, toMs } = boundsOf({ from: localDate, to: localDate }, clock);
  const [first, last] = [offsetAt(clock, fromMs), offsetAt(clock, toMs - 1)];
  if (first === last) return [{ fromMs, toMs, offsetMinutes: first }];
  let changeMs = fromMs + quarterMs;
  while (offsetAt(clock, changeMs) === first) changeMs += quarterMs;
  return [
    { fromMs, toMs: changeMs, offsetMinutes: first },
    { fromMs: changeMs, toMs, offsetMinutes: last },
  ];
}

function offsetAt(clock: DayClock, atMs: number): number {
  const { localDate, minutes } = clock.localOf(atMs);
  return Math.round((Date.parse(`${localDate}T00:00:00Z`) - Math.floor(atMs / 60_000) * 60_000) / 60_000) + minutes;
}
