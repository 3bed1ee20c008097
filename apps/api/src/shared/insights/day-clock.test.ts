import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, minutesOf } from '@blunari/schema/calendar';
import { boundsOf, hoursOf, offsetStretches } from '@blunari/schema/insights';
import { createDayClock as clockIn } from './day-clock.ts';

const oneDay = (localDate: string) => ({ from: localDate, to: localDate });

const times = (localDate: string): readonly string[] =>
  hoursOf(oneDay(localDate), clockIn('Europe/Rome')).map((hour) => hour.localTime);

const zones = [
  'Europe/Rome',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'America/St_Johns',
  'Pacific/Chatham',
  'UTC',
];
const zone = fc.constantFrom(...zones);
const period = fc
  .tuple(
    fc.date({ min: new Date('2020-01-01'), max: new Date('2035-12-31'), noInvalidDate: true }),
    fc.integer({ min: 1, max: 200 }),
  )
  .map(([date, days]) => {
    const from = date.toISOString().slice(0, 10);
    return { from, to: addDays(from, days - 1) };
  });

describe('hours of a day', () => {
  it.each([
    ['Europe/Rome', '2027-03-28', 23],
    ['Europe/Rome', '2027-10-31', 25],
    ['Europe/Rome', '2027-06-01', 24],
    // In Santiago the clocks skip midnight itself.
    ['America/Santiago', '2027-09-05', 23],
    ['Asia/Kathmandu', '2027-06-01', 24],
  ])('in %s %s has %s', (timeZone, localDate, count) => {
    const hours = hoursOf(oneDay(localDate), clockIn(timeZone));
    expect(hours).toHaveLength(count);
    expect(hours.every(({ fromMs, toMs }) => toMs - fromMs === 3_600_000)).toBe(true);
  });

  it('repeats the hour that happens twice, and leaves out the one that is skipped', () => {
    expect(times('2027-10-31').slice(0, 5)).toEqual(['00:00', '01:00', '02:00', '02:00', '03:00']);
    expect(times('2027-03-28').slice(0, 4)).toEqual(['00:00', '01:00', '03:00', '04:00']);
  });

  it('has a short one where clocks move by half an hour', () => {
    const hours = hoursOf(oneDay('2027-04-04'), clockIn('Australia/Lord_Howe'));
    expect(hours.slice(0, 4).map(({ localTime, fromMs, toMs }) => [localTime, (toMs - fromMs) / 60_000])).toEqual([
      ['00:00', 60],
      ['01:00', 60],
      ['01:30', 30],
      ['02:00', 60],
    ]);
  });

  it('follow each other without a gap, each within its hour of the clock', () => {
    fc.assert(
      fc.property(zone, period, (timeZone, { from }) => {
        const twoDays = { from, to: addDays(from, 1) };
        const clock = clockIn(timeZone);
        const hours = hoursOf(twoDays, clock);
        const { fromMs, toMs } = boundsOf(twoDays, clock);
        expect(hours.map((hour) => hour.fromMs)).toEqual([fromMs, ...hours.slice(0, -1).map((hour) => hour.toMs)]);
        expect(hours.at(-1)?.toMs).toBe(toMs);
        for (const { localDate, localTime, toMs: endMs } of hours) {
          const last = clock.localOf(endMs - 1);
          expect([last.localDate, Math.floor(last.minutes / 60)]).toEqual([
            localDate,
            Math.floor(minutesOf(localTime) / 60),
          ]);
        }
      }),
    );
  });
});

describe('stretches of one offset', () => {
  it('are the whole period, and tell the clock at any of its instants', () => {
    fc.assert(
      fc.property(
        zone,
        period,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (timeZone, whole, share) => {
          const clock = clockIn(timeZone);
          const stretches = offsetStretches(whole, clock);
          const { fromMs, toMs } = boundsOf(whole, clock);
          expect(stretches.map((stretch) => stretch.fromMs)).toEqual([
            fromMs,
            ...stretches.slice(0, -1).map((stretch) => stretch.toMs),
          ]);
          expect(stretches.at(-1)?.toMs).toBe(toMs);
          const atMs = Math.min(toMs - 1, Math.floor(fromMs + share * (toMs - fromMs)));
          const offsetMinutes = stretches.find((stretch) => atMs < stretch.toMs)?.offsetMinutes ?? 0;
          const { localDate, minutes } = clock.localOf(atMs);
          const wallMs = Date.parse(`${localDate}T00:00:00Z`) + minutes * 60_000;
          expect(Math.floor(atMs / 60_000) * 60_000 + offsetMinutes * 60_000).toBe(wallMs);
        },
      ),
    );
  });

  it('are three in a year of two changes', () => {
    const year = { from: '2027-01-01', to: '2027-12-31' };
    expect(offsetStretches(year, clockIn('Europe/Rome')).map(({ offsetMinutes }) => offsetMinutes)).toEqual([
      60, 120, 60,
    ]);
  });
});
