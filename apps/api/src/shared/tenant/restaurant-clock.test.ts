import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRestaurantClock, startOfLocalDayMs } from './restaurant-clock.ts';

const at = (timeZone: string, localDate: string, localTime: string): string | null => {
  const [hours = 0, minutes = 0] = localTime.split(':').map(Number);
  const instant = createRestaurantClock(timeZone).instantOf(localDate, hours * 60 + minutes);
  return instant === null ? null : new Date(instant).toISOString();
};

const lengthOfDayMinutes = (timeZone: string, localDate: string, nextDate: string): number =>
  (startOfLocalDayMs(nextDate, timeZone) - startOfLocalDayMs(localDate, timeZone)) / 60_000;

describe('the restaurant clock', () => {
  it.each([
    ['Europe/Rome', '2027-03-28', '01:59', '2027-03-28T00:59:00.000Z'],
    ['Europe/Rome', '2027-03-28', '02:30', null],
    ['Europe/Rome', '2027-03-28', '03:00', '2027-03-28T01:00:00.000Z'],
    ['America/New_York', '2027-03-14', '02:15', null],
    ['America/New_York', '2027-03-14', '18:30', '2027-03-14T22:30:00.000Z'],
    // Lord Howe moves its clocks by 30 minutes only.
    ['Australia/Lord_Howe', '2027-10-03', '02:15', null],
    ['Australia/Lord_Howe', '2027-10-03', '02:30', '2027-10-02T15:30:00.000Z'],
    // In Santiago the clocks skip midnight itself.
    ['America/Santiago', '2027-09-05', '00:30', null],
    ['America/Santiago', '2027-09-05', '01:00', '2027-09-05T04:00:00.000Z'],
  ])('on the day clocks go forward in %s, %s %s is %s', (timeZone, date, time, instant) => {
    expect(at(timeZone, date, time)).toBe(instant);
  });

  it.each([
    ['Europe/Rome', '2027-10-31', '02:30', '2027-10-31T00:30:00.000Z'],
    ['America/New_York', '2027-11-07', '01:30', '2027-11-07T05:30:00.000Z'],
    ['Australia/Lord_Howe', '2027-04-04', '01:45', '2027-04-03T14:45:00.000Z'],
    ['America/Santiago', '2027-04-03', '23:30', '2027-04-04T02:30:00.000Z'],
  ])('takes the first of two when clocks go back in %s', (timeZone, date, time, instant) => {
    expect(at(timeZone, date, time)).toBe(instant);
  });

  it('counts minutes past midnight into the next day', () => {
    expect(createRestaurantClock('Europe/Rome').instantOf('2026-12-31', 25 * 60)).toBe(
      Date.parse('2027-01-01T00:00:00Z'),
    );
  });

  it('knows how long change days are', () => {
    expect(lengthOfDayMinutes('Europe/Rome', '2027-03-28', '2027-03-29')).toBe(23 * 60);
    expect(lengthOfDayMinutes('Australia/Lord_Howe', '2027-04-04', '2027-04-05')).toBe(24.5 * 60);
    expect(new Date(startOfLocalDayMs('2027-09-05', 'America/Santiago')).toISOString()).toBe(
      '2027-09-05T04:00:00.000Z',
    );
  });

  it('finds its way back from every wall time that exists', () => {
    const zones = ['Europe/Rome', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Kathmandu'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.date({ min: new Date('2026-01-01'), max: new Date('2029-12-31'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 1439 }),
        (timeZone, date, minutes) => {
          const clock = createRestaurantClock(timeZone);
          const localDate = date.toISOString().slice(0, 10);
          const instant = clock.instantOf(localDate, minutes);
          if (instant !== null) expect(clock.localOf(instant)).toEqual({ localDate, minutes });
        },
      ),
    );
  });
});
