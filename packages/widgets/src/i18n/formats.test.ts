import { describe, expect, it } from 'vitest';
import { endLocalTime, formatsFor, todayIn, weekdayNames } from './formats.ts';

describe('formatsFor', () => {
  it('gives an English page in Italy 24 hours and a week from Monday, and one in the United States the American way', () => {
    const italian = formatsFor('en', 'IT');
    expect(italian.time('19:30')).toBe('19:30');
    expect(italian.day('2026-11-21', '2026-11-14')).toBe('Sat 21 Nov');
    expect(italian.weekStart).toBe(1);
    const american = formatsFor('en', 'US');
    expect(american.time('19:30')).toMatch(/^7:30\sPM$/);
    expect(american.weekStart).toBe(7);
    expect(weekdayNames(american)[0]?.long).toBe('Sunday');
  });

  it('names the year only when it is another one', () => {
    const formats = formatsFor('en', 'GB');
    expect(formats.day('2026-11-21', '2026-11-14')).not.toContain('2026');
    expect(formats.day('2027-01-02', '2026-11-14')).toContain('2027');
  });

  it('knows right from left', () => {
    expect(formatsFor('ar', '').isRightToLeft).toBe(true);
    expect(formatsFor('de', 'DE').isRightToLeft).toBe(false);
  });

  it('formats money by currency and shares by basis points', () => {
    expect(formatsFor('en', 'GB').money(149_184, 'GBP')).toBe('£1,491.84');
    expect(formatsFor('en', 'GB').percent(2000)).toBe('20%');
  });
});

describe('todayIn', () => {
  it('is the date at the restaurant, not at the guest', () => {
    const nowMs = Date.parse('2026-11-14T23:30:00Z');
    expect(todayIn('Europe/Rome', nowMs)).toBe('2026-11-15');
    expect(todayIn('America/New_York', nowMs)).toBe('2026-11-14');
  });
});

describe('endLocalTime', () => {
  it('adds the turn to the wall time, past midnight too', () => {
    expect(endLocalTime('2026-11-21T18:30:00Z', '19:30', 90, 'Europe/Rome')).toBe('21:00');
    expect(endLocalTime('2026-11-21T22:30:00Z', '23:30', 90, 'Europe/Rome')).toBe('01:00');
  });

  it('counts a change of the clocks during the meal', () => {
    // 25 October 2026, Rome: at 03:00 the clocks go back to 02:00.
    expect(endLocalTime('2026-10-25T00:00:00Z', '02:00', 90, 'Europe/Rome')).toBe('02:30');
  });
});
