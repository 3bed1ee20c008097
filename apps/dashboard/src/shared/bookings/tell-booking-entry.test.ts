import { describe, expect, it } from 'vitest';
import { tellBookingEntry } from './tell-booking-entry.ts';

const today = { timeZone: 'Europe/Rome', nowMs: Date.parse('2026-11-24T10:00:00Z') };

describe('what happened to a booking', () => {
  it('begins with where it came from', () => {
    expect(tellBookingEntry({ kind: 'created', changes: {} }, 'widget', today)).toEqual(['Booked on your site']);
  });

  it('says each change, the new before the old, on the clock of the restaurant', () => {
    const changes = {
      status: { was: 'pending', is: 'confirmed' },
      partySize: { was: 2, is: 4 },
      startsAt: { was: '2026-11-24T18:30:00.000Z', is: '2026-11-25T19:00:00.000Z' },
      durationMinutes: { was: 90, is: 120 },
    } as const;
    expect(tellBookingEntry({ kind: 'changed', changes }, 'widget', today)).toEqual([
      'Confirmed, was To confirm',
      'Party of 4, was 2',
      'Moved to Wed 25 Nov 20:00, was Tue 24 Nov 19:30',
      'Stays 120 min, was 90 min',
    ]);
  });

  it('says of other changes that they were made', () => {
    expect(tellBookingEntry({ kind: 'changed', changes: {} }, 'phone', today)).toEqual(['Details changed']);
  });
});
