import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookingDefaults, type BookingConfig } from '../config/booking.ts';
import { availability, type AvailabilityQuestion, type RestaurantClock } from './availability.ts';
import { quarterMs, quartersOf, turnMinutesFor, type QuarterLoad } from './quarters.ts';

/** A restaurant at UTC, whose clocks skip 02:00-03:00 on 2026-03-29, as European ones do. */
const clock: RestaurantClock = {
  instantOf: (localDate, minutes) =>
    localDate === '2026-03-29' && minutes >= 120 && minutes < 180
      ? null
      : Date.parse(`${localDate}T00:00:00Z`) + minutes * 60_000,
  localOf: (instantMs) => ({
    localDate: new Date(instantMs).toISOString().slice(0, 10),
    minutes: Math.floor((instantMs % 86_400_000) / 60_000),
  }),
};
// A Saturday at noon.
const nowMs = Date.parse('2026-11-21T12:00:00Z');

function ask(changes: Partial<AvailabilityQuestion> = {}, config: Partial<BookingConfig> = {}) {
  return availability({
    config: { ...bookingDefaults, ...config },
    clock,
    nowMs,
    partySize: 2,
    from: '2026-11-21',
    days: 3,
    load: new Map(),
    ...changes,
  });
}

const freeTimes = (days: ReturnType<typeof ask>, at = 0): string[] =>
  days[at]?.sittings.flatMap((sitting) => sitting.slots.filter((slot) => slot.isFree).map((slot) => slot.localTime)) ??
  [];

describe('availability', () => {
  it('offers each time from the first to the last arrival', () => {
    expect(freeTimes(ask())).toEqual([
      '18:30',
      '18:45',
      '19:00',
      '19:15',
      '19:30',
      '19:45',
      '20:00',
      '20:15',
      '20:30',
      '20:45',
      '21:00',
      '21:15',
      '21:30',
    ]);
  });

  it('says closed on a day without hours and on a closure', () => {
    const closures = { eve: { order: 0, from: '2026-11-22', to: '2026-11-22', reason: {} } };
    expect(ask({}, { schedule: { ...bookingDefaults.schedule, closures } }).map((day) => day.status)).toEqual([
      'open',
      'closed',
      'closed',
    ]);
  });

  it('offers nothing sooner than the least notice', () => {
    expect(freeTimes(ask({ nowMs: Date.parse('2026-11-21T20:20:00Z') }))).toEqual(['21:30']);
    expect(ask({ nowMs: Date.parse('2026-11-21T21:00:00Z') })[0]?.status).toBe('too_soon');
    expect(ask({ nowMs: Date.parse('2026-11-21T21:30:00.001Z') })[0]?.status).toBe('past');
  });

  it('opens the book up to the horizon and not a day further', () => {
    const far = ask({ from: '2027-01-20', days: 2 });
    expect(far.map((day) => day.status)).toEqual(['open', 'too_far']);
  });

  it('runs past midnight for the day on which the sitting began', () => {
    const late = { ...bookingDefaults.schedule.sittings.dinner, from: '23:30', lastArrival: '00:30' };
    const days = ask({}, { schedule: { ...bookingDefaults.schedule, slotMinutes: 30, sittings: { late } } });
    expect(days[0]?.sittings[0]?.slots.map((slot) => slot.startsAt)).toEqual([
      '2026-11-21T23:30:00.000Z',
      '2026-11-22T00:00:00.000Z',
      '2026-11-22T00:30:00.000Z',
    ]);
  });

  it('does not offer wall times that the clocks skip', () => {
    const night = { ...bookingDefaults.schedule.sittings.dinner, from: '01:30', lastArrival: '03:00' };
    const question = { from: '2026-03-29', days: 1, nowMs: Date.parse('2026-03-28T12:00:00Z') };
    const days = ask(question, { schedule: { ...bookingDefaults.schedule, slotMinutes: 30, sittings: { night } } });
    expect(freeTimes(days)).toEqual(['01:30', '03:00']);
  });

  it('keeps a time from a party that would be one cover too many while it sits', () => {
    const load = new Map<number, QuarterLoad>([[Date.parse('2026-11-21T20:00:00Z'), { covers: 39, arrivals: 0 }]]);
    // 90 minutes: whoever arrives from 18:45 to 20:00 would still be there, or arrive, at 20:00.
    expect(freeTimes(ask({ load }))).toEqual(['18:30', '20:15', '20:30', '20:45', '21:00', '21:15', '21:30']);
    expect(freeTimes(ask({ load, partySize: 1 }))).toHaveLength(13);
  });

  it('paces arrivals: a full quarter hour takes no more, its neighbours do', () => {
    const load = new Map<number, QuarterLoad>([[Date.parse('2026-11-21T19:00:00Z'), { covers: 12, arrivals: 11 }]]);
    expect(freeTimes(ask({ load }))).not.toContain('19:00');
    expect(freeTimes(ask({ load }))).toContain('19:15');
  });

  it('says full when times exist and none fits', () => {
    expect(ask({ partySize: 41 })[0]?.status).toBe('full');
  });

  it('never sells more than the seats, in whatever order parties take what is offered', () => {
    const party = fc.record({ size: fc.integer({ min: 1, max: 8 }), pick: fc.nat(30) });
    fc.assert(
      fc.property(fc.array(party, { minLength: 1, maxLength: 40 }), (parties) => {
        const load = new Map<number, QuarterLoad>();
        for (const { size, pick } of parties) {
          const offered =
            ask({ load, partySize: size, days: 1 })[0]?.sittings.flatMap((sitting) =>
              sitting.slots.filter((slot) => slot.isFree),
            ) ?? [];
          const slot = offered[pick % Math.max(1, offered.length)];
          if (slot) take(load, Date.parse(slot.startsAt), size);
        }
        for (const { covers, arrivals } of load.values()) {
          expect(covers).toBeLessThanOrEqual(bookingDefaults.capacity.seats);
          expect(arrivals).toBeLessThanOrEqual(bookingDefaults.capacity.pacingCovers);
        }
      }),
    );
  });
});

function take(load: Map<number, QuarterLoad>, startsAtMs: number, size: number): void {
  const minutes = turnMinutesFor(bookingDefaults.capacity.turnMinutes, size);
  for (const quarter of quartersOf(startsAtMs, minutes)) {
    const { covers, arrivals } = load.get(quarter) ?? { covers: 0, arrivals: 0 };
    load.set(quarter, { covers: covers + size, arrivals: arrivals + (quarter === startsAtMs ? size : 0) });
  }
}

describe('quartersOf', () => {
  it('covers every minute the party sits and no quarter more', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 540 }), (startMinute, minutes) => {
        const startsAtMs = startMinute * 60_000;
        const quarters = quartersOf(startsAtMs, minutes);
        expect(quarters[0]).toBeLessThanOrEqual(startsAtMs);
        expect((quarters[0] ?? 0) + quarterMs).toBeGreaterThan(startsAtMs);
        const last = quarters.at(-1) ?? 0;
        expect(last).toBeLessThan(startsAtMs + minutes * 60_000);
        expect(last + quarterMs).toBeGreaterThanOrEqual(startsAtMs + minutes * 60_000);
      }),
    );
  });
});
