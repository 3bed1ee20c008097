import { bookingDefaults } from '@blunari/schema/config';
import { weekHoursOf } from '@blunari/schema/config/week-hours';
import { expect, it } from 'vitest';
import { suggestRange } from './suggest-range.ts';
import { withLargestParty } from './with-largest-party.ts';

const { sittings } = bookingDefaults.schedule;

it('suggests what the other days have, and lunch beside a dinner', () => {
  expect(suggestRange(sittings, [], 'en')).toMatchObject({
    from: '18:30',
    lastArrival: '21:30',
    name: { en: 'Dinner' },
  });
  expect(suggestRange(sittings, weekHoursOf(sittings).tue, 'it')).toMatchObject({
    from: '12:00',
    name: { it: 'Pranzo' },
  });
});

it('lets a smaller largest party take the others with it', () => {
  expect(withLargestParty({ min: 2, max: 8, default: 4 }, 1)).toEqual({ min: 1, max: 1, default: 1 });
  expect(withLargestParty({ min: 2, max: 8, default: 4 }, 12)).toEqual({ min: 2, max: 12, default: 4 });
});
