import { expect, it } from 'vitest';
import { lastChangeOf } from './last-change-of.ts';

const entry = (version: number, patch: object) => ({
  version,
  patch,
  before: {},
  isActive: true,
  changedBy: null,
  changedByName: 'Giulia Conti',
  changedAt: '2026-11-14T14:02:00Z',
});

it('finds the newest change that set a field, or all that it belongs to', () => {
  const entries = [entry(4, { party: { min: 2 } }), entry(3, { party: { max: 6 } }), entry(2, { party: { max: 7 } })];
  expect(lastChangeOf(entries, ['party', 'max'])?.version).toBe(3);
  expect(lastChangeOf([entry(5, { party: null }), ...entries], ['party', 'max'])?.version).toBe(5);
});

it('finds none where nobody set the field', () => {
  expect(lastChangeOf([entry(2, { texts: { title: { en: 'A' } } })], ['texts', 'title', 'de'])).toBeUndefined();
  expect(lastChangeOf(undefined, ['party', 'max'])).toBeUndefined();
});
