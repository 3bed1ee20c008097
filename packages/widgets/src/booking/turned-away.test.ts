import type { AvailabilityDay } from '@blunari/schema/booking';
import { buildAvailability } from '@blunari/schema/testing';
import { describe, expect, it } from 'vitest';
import { initialBookingState, type BookingState } from './booking-state.ts';
import { refusalOf, turnedAwayNow } from './turned-away.ts';

const today = '2026-11-14';
const party = { min: 1, max: 8, default: 2 };
const [friday, saturday, monday] = ['2026-11-20', '2026-11-21', '2026-11-23'] as const;
const answer = buildAvailability(today, 30, 4);
const state = (changes: Partial<BookingState>): BookingState => ({
  ...initialBookingState(party),
  partySize: 4,
  ...changes,
});
const withStatus = (status: AvailabilityDay['status']) => ({
  ...answer,
  days: [{ localDate: saturday, status, sittings: [] }],
});

describe('turnedAwayNow', () => {
  it('tells a chosen day without a table, for the party that was asked for', () => {
    const full = { wantedDate: friday, partySize: 4, rule: 'full' };
    expect(turnedAwayNow(state({ step: 'date', localDate: friday }), answer, today, party)).toEqual(full);
    expect(turnedAwayNow(state({ step: 'time', localDate: friday }), answer, today, party)).toEqual(full);
    expect(turnedAwayNow(state({ step: 'date', localDate: saturday }), answer, today, party)).toBeNull();
    // The answer for another party is still on screen.
    expect(turnedAwayNow(state({ step: 'date', localDate: friday, partySize: 6 }), answer, today, party)).toBeNull();
    expect(turnedAwayNow(state({ step: 'party', localDate: friday }), answer, today, party)).toBeNull();
  });

  it('tells a time that somebody else got first', () => {
    const gone = { localDate: saturday, localTime: '19:30', startsAt: `${saturday}T19:30:00.000Z` };
    expect(turnedAwayNow(state({ step: 'details', gone }), answer, today, party)).toEqual({
      wantedDate: saturday,
      wantedTime: '19:30',
      partySize: 4,
      rule: 'full',
    });
  });

  it('tells a party that is too large, for the chosen day or else that of asking', () => {
    const large = { partySize: 9, rule: 'party-too-large' };
    const wanting = state({ wantsMore: true, partySize: null });
    expect(turnedAwayNow(wanting, answer, today, party)).toEqual({ ...large, wantedDate: today });
    const later = { ...wanting, localDate: saturday };
    expect(turnedAwayNow(later, answer, today, party)).toEqual({ ...large, wantedDate: saturday });
  });
});

describe('refusalOf', () => {
  it.each([
    ['open', undefined],
    ['full', 'full'],
    ['closed', 'closed'],
    ['past', 'past'],
    ['too_soon', 'too-soon'],
    ['too_far', 'too-far'],
  ] as const)('names the rule of a day that is %s', (status, rule) => {
    expect(refusalOf(state({}), withStatus(status), today, { localDate: saturday })?.rule).toBe(rule);
  });

  it('names a taken time of an open day', () => {
    expect(refusalOf(state({}), answer, today, { localDate: saturday, localTime: '19:00' })).toEqual({
      wantedDate: saturday,
      wantedTime: '19:00',
      partySize: 4,
      rule: 'full',
    });
  });

  it('knows nothing of days gone by, of days nobody told of, and before a party is chosen', () => {
    expect(
      refusalOf(state({}), buildAvailability('2026-11-01', 30, 4, today), today, { localDate: '2026-11-02' }),
    ).toBeNull();
    expect(refusalOf(state({}), answer, today, { localDate: '2027-06-01' })).toBeNull();
    expect(refusalOf(state({}), null, today, { localDate: monday })).toBeNull();
    expect(refusalOf(state({ partySize: null }), answer, today, { localDate: monday })).toBeNull();
  });
});
