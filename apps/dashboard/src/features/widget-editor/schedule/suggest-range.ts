import type { Sitting } from '@blunari/schema/config';
import type { DayRange } from '@blunari/schema/config/week-hours';

type Range = Omit<DayRange, 'sittingId'>;

/** Hours for a new sitting: one that other days have and this day has not, else lunch or dinner, whichever is free. */
export function suggestRange(
  sittings: Readonly<Record<string, Sitting>>,
  taken: readonly DayRange[],
  locale: string,
): Range {
  const known = Object.values(sittings)
    .filter(({ active }) => active)
    .toSorted((one, other) => other.days.length - one.days.length)
    .map(({ name, from, lastArrival }): Range => ({ name, from, lastArrival }));
  const usual: readonly Range[] = [
    { name: { [locale]: mealNames[locale]?.dinner ?? 'Dinner' }, from: '18:30', lastArrival: '21:30' },
    { name: { [locale]: mealNames[locale]?.lunch ?? 'Lunch' }, from: '12:00', lastArrival: '14:00' },
    { name: {}, from: '15:00', lastArrival: '17:00' },
  ];
  const isFree = (range: Range): boolean =>
    taken.every((other) => range.lastArrival < other.from || range.from > other.lastArrival);
  return [...known, ...usual].find(isFree) ?? { name: {}, from: '10:00', lastArrival: '11:00' };
}

/** The sittings' usual names in the languages the widget speaks. */
const mealNames: Readonly<Record<string, { lunch: string; dinner: string }>> = {
  en: { lunch: 'Lunch', dinner: 'Dinner' },
  it: { lunch: 'Pranzo', dinner: 'Cena' },
  de: { lunch: 'Mittags', dinner: 'Abends' },
  fr: { lunch: 'Déjeuner', dinner: 'Dîner' },
};
