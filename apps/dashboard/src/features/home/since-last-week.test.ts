import { describe, expect, it } from 'vitest';
import { compareCounts, compareRates, type SinceLastWeek } from './since-last-week.ts';

const said = (comparison: SinceLastWeek | null): string | null =>
  comparison && `${comparison.change} ${comparison.rest}`;

describe('a count beside that of last week', () => {
  it('says how many more or fewer', () => {
    expect(said(compareCounts(99, 87, 'Sat'))).toBe('12 more than last Sat');
    expect(said(compareCounts(3, 6, 'Wed'))).toBe('3 fewer than last Wed');
    expect(said(compareCounts(6, 6, 'Wed'))).toBe('as many as last Wed');
  });

  it('says nothing where last week had nothing, or is not known yet', () => {
    expect(compareCounts(5, 0, 'Sat')).toBeNull();
    expect(compareCounts(5, undefined, 'Sat')).toBeNull();
  });
});

describe('a rate beside that of last week', () => {
  it('says how many points, to the tenth', () => {
    expect(said(compareRates(4.3, 3.88, 'Sat'))).toBe('0.4 points up on last Sat');
    expect(said(compareRates(3, 4, 'Mon'))).toBe('1 point down on last Mon');
    expect(said(compareRates(3.02, 3, 'Mon'))).toBe('the same as last Mon');
    expect(said(compareRates(2, 0, 'Mon'))).toBe('2 points up on last Mon');
  });

  it('says nothing where nobody came last week', () => {
    expect(compareRates(3, undefined, 'Mon')).toBeNull();
  });
});
