import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localTimeOf, weekdays, type Weekday } from '../calendar.ts';
import { bookingDefaults } from './booking.ts';
import { scheduleSchema, type Sitting } from './schedule.ts';
import { addRange, changeRange, removeRange, weekHoursOf, type WeekHours } from './week-hours.ts';

const dinner = bookingDefaults.schedule.sittings;

const timesOf = (week: WeekHours): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(week).map(([day, ranges]) => [
      day,
      ranges.map((range) => `${range.from}-${range.lastArrival}`).toSorted(),
    ]),
  );

describe('weekly hours', () => {
  it('show a sitting on each of its days', () => {
    const week = weekHoursOf(dinner);
    expect(week.mon).toEqual([]);
    expect(week.sat).toEqual([{ sittingId: 'dinner', name: { en: 'Dinner' }, from: '18:30', lastArrival: '21:30' }]);
  });

  it('split a shared sitting when one day changes, and leave the other days alone', () => {
    const changed = changeRange(dinner, 'sat', 'dinner', { from: '18:00', lastArrival: '22:30' });
    expect(Object.keys(changed)).toEqual(['dinner', 'dinner-sat']);
    expect(changed['dinner']?.days).toEqual(['tue', 'wed', 'thu', 'fri', 'sun']);
  });

  it('join the days again when their hours become equal', () => {
    const split = changeRange(dinner, 'sat', 'dinner', { from: '18:00', lastArrival: '22:30' });
    const joined = changeRange(split, 'sat', 'dinner-sat', { from: '18:30', lastArrival: '21:30' });
    expect(joined).toEqual(dinner);
  });

  it('open a closed day by joining the sitting of the same name and hours', () => {
    const opened = addRange(dinner, 'mon', { name: { en: 'Dinner' }, from: '18:30', lastArrival: '21:30' });
    expect(Object.keys(opened)).toEqual(['dinner']);
    expect(opened['dinner']?.days).toEqual([...weekdays]);
  });

  it('change exactly the day that was edited, whatever was edited before', () => {
    const time = fc.integer({ min: 0, max: 95 }).map((quarter) => localTimeOf(quarter * 15));
    const hours = fc
      .record({ from: time, lastArrival: time })
      .filter(({ from, lastArrival }) => from <= lastArrival || lastArrival <= '06:00');
    const edit = fc.record({
      kind: fc.constantFrom('add', 'change', 'remove'),
      day: fc.constantFrom(...weekdays),
      hours,
      pick: fc.nat(5),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
        let sittings: Readonly<Record<string, Sitting>> = dinner;
        for (const each of edits) {
          const before = timesOf(weekHoursOf(sittings));
          sittings = apply(sittings, each);
          const after = timesOf(weekHoursOf(sittings));
          for (const day of weekdays) if (day !== each.day) expect(after[day]).toEqual(before[day]);
          expect(scheduleSchema.safeParse({ slotMinutes: 15, sittings, closures: {} }).success).toBe(true);
        }
      }),
    );
  });
});

function apply(
  sittings: Readonly<Record<string, Sitting>>,
  edit: { kind: string; day: Weekday; hours: { from: string; lastArrival: string }; pick: number },
): Readonly<Record<string, Sitting>> {
  const ranges = weekHoursOf(sittings)[edit.day];
  const range = ranges[edit.pick % Math.max(1, ranges.length)];
  if (edit.kind === 'add') return addRange(sittings, edit.day, { name: { en: 'Dinner' }, ...edit.hours });
  if (!range) return sittings;
  return edit.kind === 'change'
    ? changeRange(sittings, edit.day, range.sittingId, edit.hours)
    : removeRange(sittings, edit.day, range.sittingId);
}
