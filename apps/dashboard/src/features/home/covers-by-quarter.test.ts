import type { BookingRow } from '@blunari/schema/booking';
import { buildBookingConfig, buildBookingRow } from '@blunari/schema/testing';
import { describe, expect, it } from 'vitest';
import { coversByQuarter, type DayInHouse } from './covers-by-quarter.ts';
import { openMinutes } from './open-minutes.ts';

const row = (time: string, partySize: number, changes: Partial<BookingRow> = {}): BookingRow =>
  buildBookingRow({ id: time, partySize, startsAt: `2026-11-25T${time}:00.000Z`, durationMinutes: 90, ...changes });

const inHouse = (changes: Partial<DayInHouse>): Record<string, number> =>
  Object.fromEntries(
    coversByQuarter({
      bookings: [],
      openMinutes: null,
      timeOf: (instant) => instant.slice(11, 16),
      bufferMinutes: 0,
      ...changes,
    }).map(({ localTime, covers }) => [localTime, covers]),
  );

describe('covers by quarter hour', () => {
  it('adds up the parties that sit at the same time, until each has left', () => {
    const covers = inHouse({ bookings: [row('19:00', 4), row('19:45', 2, { durationMinutes: 60 })] });
    expect(Object.keys(covers)).toHaveLength(8);
    expect(covers).toMatchObject({ '19:00': 4, '19:30': 4, '19:45': 6, '20:15': 6, '20:30': 2, '20:45': 0 });
  });

  it('leaves out who cancelled or never came', () => {
    expect(
      inHouse({ bookings: [row('19:00', 4, { status: 'cancelled' }), row('19:00', 3, { status: 'no_show' })] }),
    ).toEqual({});
  });

  it('keeps a table taken until it is cleared', () => {
    const covers = inHouse({ bookings: [row('19:00', 4)], bufferMinutes: 15 });
    expect(covers).toMatchObject({ '20:30': 4, '20:45': 0 });
  });

  it('goes on past midnight, and shows the hours of a sitting nobody has booked', () => {
    const covers = inHouse({ bookings: [row('23:15', 2)], openMinutes: { from: 1110, to: 1380 } });
    expect(Object.keys(covers).at(0)).toBe('18:00');
    expect(covers).toMatchObject({ '18:00': 0, '23:45': 2, '00:30': 2, '00:45': 0 });
  });
});

describe('the hours of a day', () => {
  const config = buildBookingConfig({
    schedule: {
      slotMinutes: 15,
      sittings: {
        late: { order: 1, name: {}, days: ['sat'], from: '21:00', lastArrival: '00:30', active: true },
        lunch: { order: 0, name: {}, days: ['sat', 'sun'], from: '12:00', lastArrival: '14:00', active: true },
        off: { order: 2, name: {}, days: ['sat'], from: '08:00', lastArrival: '09:00', active: false },
      },
      closures: { away: { order: 0, from: '2026-12-20', to: '2026-12-31', reason: {} } },
    },
  });

  it('go from the first arrival to the end of the last turn, past midnight where the sitting does', () => {
    expect(openMinutes(config, '2026-11-28')).toEqual({ from: 720, to: 1470 + 90 });
    expect(openMinutes(config, '2026-11-29')).toEqual({ from: 720, to: 840 + 90 });
  });

  it('are none on a day without a sitting, or when the house is closed', () => {
    expect(openMinutes(config, '2026-11-30')).toBeNull();
    expect(openMinutes(config, '2026-12-26')).toBeNull();
  });
});
