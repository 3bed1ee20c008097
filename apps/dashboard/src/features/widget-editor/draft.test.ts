import { bookingDefaults } from '@blunari/schema/config';
import { expect, it } from 'vitest';
import { readDraft } from './draft.ts';

const broken = { ...bookingDefaults, party: { min: 6, max: 4, default: 5 } };

it('shows what was typed here although it is not valid', () => {
  const draft = readDraft('booking', broken, { type: 'booking', config: broken });
  expect(draft).toMatchObject({ config: { party: { min: 6, max: 4 } }, problems: [] });
});

it('shows the default of a section that somebody else broke, and says which', () => {
  const draft = readDraft('booking', broken, { type: 'booking', config: bookingDefaults });
  expect(draft.config).toEqual(bookingDefaults);
  expect(draft.problems).toMatchObject([{ section: 'party' }]);
});
