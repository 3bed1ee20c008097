import { describe, expect, it } from 'vitest';
import { isNewerTotals, isOver, totalsOn } from './totals.ts';

const at = (localDate: string, version: number) => ({ localDate, version });

describe('isNewerTotals', () => {
  it.each([
    ['a later version of the same day', at('2026-11-24', 3), at('2026-11-24', 2), true],
    ['the same', at('2026-11-24', 2), at('2026-11-24', 2), false],
    ['the first of a new day', at('2026-11-25', 1), at('2026-11-24', 900), true],
    ['the last of an old day', at('2026-11-24', 901), at('2026-11-25', 1), false],
  ])('%s', (_name, one, other, isNewer) => {
    expect(isNewerTotals(one, other)).toBe(isNewer);
  });
});

describe('totalsOn', () => {
  const totals = {
    id: 'w-1',
    version: 7,
    localDate: '2026-11-24',
    views: 5,
    interactions: 4,
    conversions: 3,
    sessions: 2,
    convertedSessions: 1,
  };

  it('counts what is left of an earlier day as zero', () => {
    const [shown] = totalsOn([totals], '2026-11-25');
    expect(shown).toMatchObject({ views: 0, interactions: 0, conversions: 0, sessions: 0, convertedSessions: 0 });
    expect(isOver(totals, '2026-11-25')).toBe(true);
  });

  it.each(['2026-11-24', '2026-11-23', undefined])('leaves them as they are on %s', (today) => {
    expect(totalsOn([totals], today)).toEqual([totals]);
    expect(isOver(totals, today)).toBe(false);
  });
});
