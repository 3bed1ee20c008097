import { describe, expect, it } from 'vitest';
import { readChanges } from './read-changes.ts';

describe('stored changes of a booking', () => {
  it('are told by field, instants in the form of all others', () => {
    const stored = {
      status: ['pending', 'confirmed'],
      party_size: [2, 4],
      starts_at: ['2026-11-24T19:30:00+01:00', '2026-11-24T20:00:00.5+00:00'],
      duration_minutes: [90, 120],
      area: ['main', 'terrace'],
    };
    expect(readChanges(stored)).toEqual({
      status: { was: 'pending', is: 'confirmed' },
      partySize: { was: 2, is: 4 },
      startsAt: { was: '2026-11-24T18:30:00.000Z', is: '2026-11-24T20:00:00.500Z' },
      durationMinutes: { was: 90, is: 120 },
      area: { was: 'main', is: 'terrace' },
    });
  });

  it('lose only what cannot be read', () => {
    expect(readChanges({ status: ['pending', 'eaten'], party_size: [2, 4], starts_at: ['soon', 7] })).toEqual({
      partySize: { was: 2, is: 4 },
    });
    expect(readChanges({ colour: ['red', 'blue'] })).toEqual({});
    expect(readChanges([1, 2])).toEqual({});
    expect(readChanges(null)).toEqual({});
  });
});
