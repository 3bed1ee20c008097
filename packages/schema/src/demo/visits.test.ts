import { describe, expect, it } from 'vitest';
import { insightDimensions } from '../insights/dimension.ts';
import { sumNumbers } from '../insights/numbers.ts';
import { luciaAudience } from './audience.ts';
import { demoDayRows } from './day-rows.ts';
import { demoQuarters } from './quarters.ts';
import { demoTotals } from './totals.ts';

const instantOf = (localDate: string, localTime: string): Date => new Date(`${localDate}T${localTime}:00Z`);
const today = '2026-11-28';
const now = new Date('2026-11-28T00:05:00Z');
const days = demoTotals(180, 0.11, instantOf, today, now);

describe('visits of the demo', () => {
  it.each(['booking', 'catering'] as const)('of a %s widget add up to the day by every dimension', (type) => {
    for (const day of days) {
      const rows = demoDayRows(day, type, luciaAudience);
      const [whole] = rows;
      const total = whole && sumNumbers([whole]);
      for (const dimension of [...insightDimensions, 'step']) {
        expect(sumNumbers(rows.filter((row) => row.dimension === dimension))).toEqual(total);
      }
      const { conversions, covers, valueMinor } = sumNumbers(rows.filter((row) => row.dimension === 'lead'));
      expect({ conversions, covers, valueMinor }).toEqual({
        conversions: total?.conversions,
        covers: total?.covers,
        valueMinor: total?.valueMinor,
      });
    }
  });

  it('add up to the day by quarter hours, of which none is still to come', () => {
    for (const day of days) {
      const quarters = demoQuarters(day, instantOf, now);
      const sum = (name: 'views' | 'interactions' | 'conversions') =>
        quarters.reduce((total, quarter) => total + quarter[name], 0);
      expect([sum('views'), sum('interactions'), sum('conversions')]).toEqual([
        day.views,
        day.interactions,
        day.conversions,
      ]);
      expect(quarters.every(({ startsAt }) => startsAt <= now)).toBe(true);
    }
  });
});
