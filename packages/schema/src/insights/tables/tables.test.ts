import { describe, expect, it } from 'vitest';
import { toCsv } from '../../csv.ts';
import { noNumbers } from '../numbers.ts';
import { breakdownTable, funnelTable, leadTimeTable, seriesTable, summaryTable, turnedAwayTable } from './index.ts';

const numbers = {
  ...noNumbers,
  views: 12,
  sessions: 8,
  convertedSessions: 3,
  conversions: 4,
  covers: 14,
  valueMinor: 41050,
};

const valueIn = (currency: string) =>
  summaryTable({ now: { ...numbers, turnedAway: null, dropped: null } }, currency).rows;

describe('a table of what is shown', () => {
  it('tells a summary number by number, beside the period compared with', () => {
    const dropped = { bot: 4, prefetch: 0, invalid: 1, late: 0 };
    const { columns, rows } = summaryTable(
      { now: { ...numbers, turnedAway: 2, dropped }, compared: { ...noNumbers, turnedAway: 0, dropped } },
      'EUR',
    );
    expect(columns).toEqual(['Number', 'Period', 'Compared']);
    expect(rows).toContainEqual(['Conversion rate', 0.375, null]);
    expect(rows).toContainEqual(['Value (EUR)', 410.5, 0]);
    expect(rows).toContainEqual(['Left out: bots', 4, 4]);
  });

  it('has money in the units of its currency', () => {
    expect(valueIn('JPY')).toContainEqual(['Value (JPY)', 41050]);
    expect(valueIn('KWD')).toContainEqual(['Value (KWD)', 41.05]);
  });

  it('has a row for each point, with the point that it is compared with', () => {
    const point = { from: '2026-11-02', to: '2026-11-02', ...numbers };
    const { columns, rows } = seriesTable(
      { unit: 'day', points: [point], compared: [{ ...point, ...noNumbers }] },
      'EUR',
    );
    expect(columns).toHaveLength(2 + 8 * 2);
    expect(rows).toEqual([['2026-11-02', '2026-11-02', 8, 3, 0.375, 12, 0, 4, 14, 410.5, 0, 0, null, 0, 0, 0, 0, 0]]);
  });

  it('has the hours that happen twice twice', () => {
    const hour = {
      to: '2027-10-31T02:00:00Z',
      localDate: '2027-10-31',
      localTime: '02:00',
      views: 1,
      interactions: 0,
      conversions: 0,
    };
    const points = [
      { ...hour, from: '2027-10-31T00:00:00Z' },
      { ...hour, from: '2027-10-31T01:00:00Z' },
    ];
    expect(seriesTable({ unit: 'hour', points }, 'EUR').rows).toEqual([
      ['2027-10-31', '02:00', 1, 0, 0],
      ['2027-10-31', '02:00', 1, 0, 0],
    ]);
  });

  it('tells a funnel from all sessions on, step by step', () => {
    const now = {
      sessions: 10,
      convertedSessions: 2,
      steps: [{ step: 'party', sessions: 6, convertedSessions: 2, lost: 4 }],
    };
    expect(funnelTable([{ widget: 'booking', now }]).rows).toEqual([
      ['booking', '', 10, null, 2, 0.2],
      ['booking', 'party', 6, 4, 2, 0.3333],
    ]);
    expect(funnelTable([{ widget: 'booking', now, compared: now }]).rows[1]).toEqual([
      'booking',
      'party',
      6,
      4,
      2,
      0.3333,
      6,
      4,
      2,
      0.3333,
    ]);
  });

  it('of a combination has sessions alone', () => {
    const part = { sessions: 5, convertedSessions: 1, more: null };
    const table = breakdownTable(
      { dimension: 'page', rows: [{ value: '/', ...part }], rest: { ...part, values: 7 } },
      'EUR',
    );
    expect(table).toEqual({
      columns: ['page', 'Sessions', 'Converted sessions', 'Conversion rate'],
      rows: [
        ['/', 5, 1, 0.2],
        ['7 others', 5, 1, 0.2],
      ],
    });
  });

  it('makes no formula of what a visitor wrote', () => {
    const { sessions, convertedSessions, ...more } = numbers;
    const rows = [{ value: '=cmd|x', sessions, convertedSessions, more }];
    expect(toCsv(breakdownTable({ dimension: 'utm_source', rows }, 'EUR'))).toContain("\r\n'=cmd|x,8,3,");
  });

  it('writes stretches of days and wishes so that no spreadsheet reads a date out of them', () => {
    const stretch = { leadDays: '2-3', conversions: 2, covers: 6, valueMinor: 0 } as const;
    expect(leadTimeTable([stretch], 'EUR').rows).toEqual([['2 to 3', 2, 6, 0]]);
    const wish = { wantedDate: '2026-12-24', wantedTime: '19:30', partySize: 4, rule: 'full', sessions: 3 } as const;
    expect(turnedAwayTable({ wishes: [wish], rest: 2, total: 5, rules: [] }).rows).toEqual([
      ['2026-12-24', '19:30', 4, 'full', 3],
      ['Others', '', null, '', 2],
    ]);
  });
});
