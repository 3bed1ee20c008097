import { describe, expect, it } from 'vitest';
import { buildCateringConfig } from '../testing/builders.ts';
import { fixedClock } from '../testing/fixed-clock.ts';
import { checkRequest } from './check-request.ts';

const config = buildCateringConfig();
// London, in winter.
const place = { clock: fixedClock(0), currency: 'GBP' };
// A Monday, 23:30 in London.
const nowMs = Date.parse('2026-11-16T23:30:00Z');
const wanted = { localDate: '2026-11-19', localTime: '12:30', guests: 40, packageId: 'garden-buffet', locale: 'en' };

const check = (changes: Partial<typeof wanted> = {}, now = nowMs) =>
  checkRequest(config, place, { ...wanted, ...changes }, now);

const codeOf = (result: ReturnType<typeof check>): string => (result.ok ? 'accepted' : result.error.code);

describe('a catering request', () => {
  it('becomes an instant with an estimate of our own', () => {
    expect(check()).toMatchObject({
      ok: true,
      value: {
        eventAt: new Date('2026-11-19T12:30:00Z'),
        estimate: { quantity: 40, subtotalMinor: 90_000, taxMinor: 18_000, totalMinor: 108_000 },
      },
    });
  });

  it.each([
    ['less notice than 2 days', { localDate: '2026-11-17' }],
    ['a past date', { localDate: '2026-11-01' }],
    ['a date beyond the horizon', { localDate: '2027-11-20' }],
    ['a Sunday', { localDate: '2026-11-22' }],
    ['a time before the day begins', { localTime: '07:30' }],
    ['a time after it ends', { localTime: '20:30' }],
    ['a time between two steps', { localTime: '12:45' }],
    ['too few guests', { guests: 9 }],
    ['too many guests', { guests: 301 }],
    ['fewer guests than the package is made for', { guests: 19 }],
    ['an unknown package', { packageId: 'no-such' }],
    ['a package named like a property of every object', { packageId: 'constructor' }],
    ['an order below the minimum', { packageId: 'breakfast-tray', guests: 10 }],
  ])('is refused with %s', (_what, changes) => {
    expect(codeOf(check(changes))).toBe('outside_rules');
  });

  it('counts its notice from the day at the restaurant', () => {
    const tokyo = { clock: fixedClock(9 * 60), currency: 'JPY' };
    const question = { ...wanted, localDate: '2026-11-18' };
    expect(codeOf(checkRequest(config, place, question, nowMs))).toBe('accepted');
    expect(codeOf(checkRequest(config, tokyo, question, nowMs))).toBe('outside_rules');
  });
});
