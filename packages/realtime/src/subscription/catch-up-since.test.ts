import { describe, expect, it } from 'vitest';
import { CatchUpSince } from './catch-up-since.ts';

describe('CatchUpSince', () => {
  it('asks for everything as long as no row had an instant', () => {
    const since = new CatchUpSince();
    since.completed([{ id: 'a', version: 1 }]);
    since.completed([{ id: 'a', version: 1, updatedAt: 'not an instant' }]);
    expect(since.sinceIso).toBeNull();
  });

  it('asks for what changed since the newest row of the last backfill, less a minute', () => {
    const since = new CatchUpSince();
    since.completed([
      { id: 'a', version: 1, updatedAt: '2026-05-01T10:05:00Z' },
      { id: 'b', version: 1, committedAt: '2026-05-01T12:04:00+02:00' },
    ]);
    expect(since.sinceIso).toBe('2026-05-01T10:04:00.000Z');
    since.completed([]);
    expect(since.sinceIso).toBe('2026-05-01T10:04:00.000Z');
  });
});
