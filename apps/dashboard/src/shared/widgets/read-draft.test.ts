import { bookingDefaults } from '@blunari/schema/config';
import { expect, it } from 'vitest';
import { readDraft } from './read-draft.ts';

const party = { min: 6, max: 4, default: 5 };
const stored = { ...bookingDefaults, party: { min: 2, max: 12, default: 4 } };

it('shows what was typed although it is not valid, whether in this visit or in one before', () => {
  const draft = readDraft('booking', { ...stored, party }, stored);
  expect(draft).toMatchObject({ config: { ...stored, party }, problems: [] });
});

it('shows the default of a section that is stored broken, and says which', () => {
  const broken = { ...stored, party };
  const draft = readDraft('booking', broken, broken);
  expect(draft.config).toEqual(bookingDefaults);
  expect(draft.problems).toMatchObject([{ section: 'party' }]);
});

it('shows what is stored, and no default, where edits cannot be shown', () => {
  const draft = readDraft('booking', { ...stored, party: { max: 'many' } }, stored);
  expect(draft).toMatchObject({ config: { party: stored.party }, problems: [] });
});
