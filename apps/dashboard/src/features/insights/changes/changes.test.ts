import { noNumbers, type Series } from '@blunari/schema/insights';
import { describe, expect, it } from 'vitest';
import { changeMarks } from './change-marks.ts';
import { changeTitle } from './change-title.ts';
import { sinceChange } from './since-change.ts';

const days = (...rates: readonly (readonly [localDate: string, converted: number])[]): Series => ({
  unit: 'day',
  points: rates.map(([localDate, convertedSessions]) => ({
    from: localDate,
    to: localDate,
    ...noNumbers,
    sessions: 100,
    convertedSessions,
  })),
});

const change = (letter: string, localDate: string) => ({
  letter,
  localDate,
  changedAt: `${localDate}T12:00:00.000Z`,
  widget: 'booking' as const,
  version: 4,
  changedBy: [],
  settings: ['Title'],
});

const week = (from: string, to: string, convertedSessions: number) => ({
  ...noNumbers,
  from,
  to,
  sessions: 100,
  convertedSessions,
});

describe('conversion since a change', () => {
  const series = days(['2026-11-01', 2], ['2026-11-02', 4], ['2026-11-03', 8], ['2026-11-04', 10]);

  it('is that of the days after, beside the days before, and leaves out the day that saw both', () => {
    expect(sinceChange(series, '2026-11-03')).toEqual({ before: 0.03, since: 0.1 });
    expect(sinceChange(series, '2026-11-02')).toEqual({ before: 0.02, since: 0.09 });
  });

  it('is not told where one side has no days', () => {
    expect(sinceChange(series, '2026-11-01')).toBeNull();
    expect(sinceChange(series, '2026-11-04')).toBeNull();
    expect(sinceChange({ unit: 'hour', points: [] }, '2026-11-01')).toBeNull();
  });

  it('leaves out the week in which it changed', () => {
    const weeks: Series = {
      unit: 'week',
      points: [
        week('2026-11-02', '2026-11-08', 1),
        week('2026-11-09', '2026-11-15', 50),
        week('2026-11-16', '2026-11-22', 5),
      ],
    };
    expect(sinceChange(weeks, '2026-11-11')).toEqual({ before: 0.01, since: 0.05 });
  });
});

it('marks changes of one day on one line', () => {
  const series = days(['2026-11-01', 2], ['2026-11-02', 4]);
  const changes = [change('A', '2026-11-02'), change('B', '2026-11-02'), change('C', '2026-12-01')];
  expect(changeMarks(changes, series)).toEqual([{ index: 1, letter: 'AB' }]);
});

const hour = (from: string, to: string) => ({
  from,
  to,
  localDate: '2026-11-02',
  localTime: '12:00',
  views: 0,
  interactions: 0,
  conversions: 0,
});

it('marks the hour of a change', () => {
  const series: Series = {
    unit: 'hour',
    points: [
      hour('2026-11-02T11:00:00.000Z', '2026-11-02T12:00:00.000Z'),
      hour('2026-11-02T12:00:00.000Z', '2026-11-02T13:00:00.000Z'),
    ],
  };
  expect(changeMarks([change('A', '2026-11-02')], series)).toEqual([{ index: 1, letter: 'A' }]);
});

it('says whose change it was', () => {
  expect(changeTitle(['Giulia'], 'Giulia')).toBe('Your change');
  expect(changeTitle(['Marco'], 'Giulia')).toBe('Marco’s change');
  expect(changeTitle(['Marco', 'Giulia'], 'Giulia')).toBe('Marco’s and your change');
  expect(changeTitle([], 'Giulia')).toBe('Change');
});
