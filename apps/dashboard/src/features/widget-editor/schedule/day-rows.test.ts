import { bookingDefaults } from '@blunari/schema/config';
import { addRange, weekHoursOf } from '@blunari/schema/config/week-hours';
import { expect, it } from 'vitest';
import { alignRows, changeRow } from './day-rows.ts';

const sittings = addRange(bookingDefaults.schedule.sittings, 'sat', {
  name: { en: 'Lunch' },
  from: '12:00',
  lastArrival: '14:30',
});
const saturday = alignRows([], weekHoursOf(sittings).sat);

it('keeps a row where it is when its new time would sort it elsewhere', () => {
  const changed = changeRow(sittings, 'sat', saturday, 0, { from: '19:00', lastArrival: '20:00' });
  expect(changed.rows.map(({ key, range }) => [key, range.from])).toEqual([
    [0, '19:00'],
    [1, '18:30'],
  ]);
});

it('follows a range that is split from the sitting other days share', () => {
  const changed = changeRow(sittings, 'sat', saturday, 1, { from: '18:00', lastArrival: '21:30' });
  expect(changed.rows.find(({ key }) => key === 1)?.range.from).toBe('18:00');
  expect(weekHoursOf(changed.sittings).fri[0]?.from).toBe('18:30');
});

it('takes what a colleague added as a new row, and lets go of what they removed', () => {
  expect(alignRows(saturday, weekHoursOf(bookingDefaults.schedule.sittings).sat).map(({ key }) => key)).toEqual([1]);
  expect(alignRows(saturday.slice(1), weekHoursOf(sittings).sat).map(({ key }) => key)).toEqual([1, 2]);
});
