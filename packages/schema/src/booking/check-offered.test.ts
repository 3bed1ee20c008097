import { describe, expect, it } from 'vitest';
import type { Book } from './answer-availability.ts';
import { answerAvailability } from './answer-availability.ts';
import { checkOffered } from './check-offered.ts';
import { buildBookingConfig } from '../testing/builders.ts';
import { fixedClock } from '../testing/fixed-clock.ts';

const nowMs = Date.parse('2026-11-16T10:00:00Z');
const base = buildBookingConfig();
const dinner = base.schedule.sittings['dinner'];
if (!dinner) throw new Error('the default schedule has a dinner');
const late = { ...dinner, from: '23:00', lastArrival: '01:00' };
const book: Book = {
  config: { ...base, schedule: { ...base.schedule, sittings: { dinner, late } } },
  version: 3,
  timeZone: 'Europe/Rome',
  // In winter.
  clock: fixedClock(60),
  load: new Map(),
};

const isOffered = (startsAt: string): boolean => checkOffered(book, 2, Date.parse(startsAt), nowMs).ok;

describe('an offered time', () => {
  it('lies in a sitting, on the grid', () => {
    expect(isOffered('2026-11-20T18:30:00.000Z')).toBe(true);
    expect(isOffered('2026-11-20T18:37:00.000Z')).toBe(false);
    expect(isOffered('2026-11-20T12:30:00.000Z')).toBe(false);
  });

  it('may lie past midnight, on the day after the sitting began', () => {
    // Sunday's late sitting ends on Monday, a closed day.
    expect(isOffered('2026-11-22T23:30:00.000Z')).toBe(true);
    expect(isOffered('2026-11-23T23:30:00.000Z')).toBe(false);
  });

  it('is exactly what the availability answer lists', () => {
    const answer = answerAvailability(book, { partySize: 2, from: '2026-11-16', days: 10 }, nowMs);
    const listed = answer.days.flatMap((day) => day.sittings.flatMap((sitting) => sitting.slots));
    expect(listed.length).toBeGreaterThan(100);
    for (const slot of listed) expect(isOffered(slot.startsAt)).toBe(true);
    expect(answer).toMatchObject({ today: '2026-11-16', turnMinutes: 90, version: 3, timeZone: 'Europe/Rome' });
  });
});
