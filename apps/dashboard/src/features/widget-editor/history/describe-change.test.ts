import { bookingDefaults } from '@blunari/schema/config';
import { expect, it } from 'vitest';
import { describeChange, describeSwitch } from './describe-change.ts';

const entry = (patch: object) => ({
  version: 2,
  patch,
  before: bookingDefaults,
  isActive: true,
  wasActive: true,
  changedBy: null,
  changedByName: null,
  changedAt: '2026-11-14T14:02:00Z',
});
const context = { currency: 'EUR', locale: 'en' };

it('tells each changed field with its old and new value', () => {
  expect(describeChange(entry({ party: { max: 6 }, texts: { title: { en: 'Book at Lucia’s' } } }), context)).toEqual([
    { path: ['party', 'max'], name: 'Largest party online', before: '8', after: '6' },
    { path: ['texts', 'title', 'en'], name: 'Title (English)', before: 'nothing', after: 'Book at Lucia’s' },
  ]);
});

it('tells a sitting whole', () => {
  expect(
    describeChange(entry({ schedule: { sittings: { dinner: { lastArrival: '22:30', days: ['tue'] } } } }), context),
  ).toEqual([
    {
      path: ['schedule', 'sittings', 'dinner'],
      name: 'Weekly hours',
      before: 'Dinner Tue to Sun 18:30 to 21:30',
      after: 'Dinner Tue 18:30 to 22:30',
    },
  ]);
});

const named = (name: object) =>
  describeChange(entry({ schedule: { sittings: { dinner: { name } } } }), { currency: 'EUR', locale: 'it' })[0]?.after;

it('names a sitting in English where it has an English name, else as the restaurant does', () => {
  expect(named({ it: 'Cena' })).toBe('Dinner Tue to Sun 18:30 to 21:30');
  expect(named({ en: null, it: 'Cena' })).toBe('Cena Tue to Sun 18:30 to 21:30');
});

it('tells nothing of an entry that cannot be read', () => {
  expect(describeChange({ ...entry({}), patch: 'x' }, context)).toEqual([]);
});

it('says that a widget was put live or paused, and nothing where that stayed', () => {
  expect(describeSwitch({ ...entry({}), wasActive: false })).toBe('Put live');
  expect(describeSwitch({ ...entry({}), isActive: false })).toBe('Paused');
  expect(describeSwitch(entry({}))).toBeNull();
  const { wasActive: _, ...first } = entry({});
  expect(describeSwitch(first)).toBeNull();
});
