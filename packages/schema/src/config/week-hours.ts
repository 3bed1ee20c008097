import { weekdays, type Weekday } from '../calendar.ts';
import { jsonEquals } from './merge-patch.ts';
import type { Sitting } from './schedule.ts';

/** One range of arrivals on one day, as the weekly hours show it. */
export interface DayRange {
  readonly sittingId: string;
  readonly name: Readonly<Record<string, string>>;
  /** First and last arrival, `HH:MM`. */
  readonly from: string;
  readonly lastArrival: string;
}

export type WeekHours = Readonly<Record<Weekday, readonly DayRange[]>>;

type Sittings = Readonly<Record<string, Sitting>>;

/** The active sittings, day by day, earliest first. */
export function weekHoursOf(sittings: Sittings): WeekHours {
  const ranges = (day: Weekday): DayRange[] =>
    Object.entries(sittings)
      .filter(([, sitting]) => sitting.active && sitting.days.includes(day))
      .map(([sittingId, { name, from, lastArrival }]) => ({ sittingId, name, from, lastArrival }))
      .toSorted((one, other) => one.from.localeCompare(other.from) || one.sittingId.localeCompare(other.sittingId));
  return {
    mon: ranges('mon'),
    tue: ranges('tue'),
    wed: ranges('wed'),
    thu: ranges('thu'),
    fri: ranges('fri'),
    sat: ranges('sat'),
    sun: ranges('sun'),
  };
}

/**
 * Changes one range on one day. A sitting that other days share is split, so the other days keep their hours;
 * where the same name and hours exist already, the day joins that sitting.
 */
export function changeRange(
  sittings: Sittings,
  day: Weekday,
  sittingId: string,
  range: Pick<DayRange, 'from' | 'lastArrival'>,
): Sittings {
  const sitting = sittings[sittingId];
  if (!sitting) return sittings;
  const changed = { ...sitting, ...range };
  const twin = findTwin(sittings, changed, sittingId);
  if (sitting.days.length === 1 && !twin) return { ...sittings, [sittingId]: changed };
  const without = removeRange(sittings, day, sittingId);
  if (twin) return joinDay(without, twin, day);
  return { ...without, [freeId(without, sittingId, day)]: { ...changed, days: [day], order: nextOrder(without) } };
}

/** Closes one range on one day; the last day of a sitting removes the sitting. */
export function removeRange(sittings: Sittings, day: Weekday, sittingId: string): Sittings {
  const sitting = sittings[sittingId];
  if (!sitting) return sittings;
  const days = sitting.days.filter((other) => other !== day);
  if (days.length > 0) return { ...sittings, [sittingId]: { ...sitting, days } };
  return Object.fromEntries(Object.entries(sittings).filter(([id]) => id !== sittingId));
}

/** Opens a range on a day, joining a sitting of the same name and hours where there is one. */
export function addRange(sittings: Sittings, day: Weekday, range: Omit<DayRange, 'sittingId'>): Sittings {
  const added = { order: nextOrder(sittings), days: [day], active: true, ...range };
  const twin = findTwin(sittings, added, null);
  if (twin) return joinDay(sittings, twin, day);
  return { ...sittings, [freeId(sittings, 'sitting', day)]: added };
}

function findTwin(sittings: Sittings, wanted: Sitting, except: string | null): string | null {
  const twin = Object.entries(sittings).find(
    ([id, sitting]) =>
      id !== except &&
      sitting.active &&
      sitting.from === wanted.from &&
      sitting.lastArrival === wanted.lastArrival &&
      jsonEquals(sitting.name, wanted.name),
  );
  return twin?.[0] ?? null;
}

function joinDay(sittings: Sittings, sittingId: string, day: Weekday): Sittings {
  const sitting = sittings[sittingId];
  if (!sitting || sitting.days.includes(day)) return sittings;
  return {
    ...sittings,
    [sittingId]: { ...sitting, days: weekdays.filter((each) => each === day || sitting.days.includes(each)) },
  };
}

function freeId(sittings: Sittings, sittingId: string, day: Weekday): string {
  const stem = `${sittingId.split('-')[0] ?? 'sitting'}-${day}`;
  let id = stem;
  for (let count = 2; Object.hasOwn(sittings, id); count += 1) id = `${stem}-${count}`;
  return id;
}

function nextOrder(sittings: Sittings): number {
  return Math.max(-1, ...Object.values(sittings).map((sitting) => sitting.order)) + 1;
}
