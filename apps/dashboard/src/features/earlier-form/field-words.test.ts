import { bookingDefaults } from '@blunari/schema/config';
import { expect, it } from 'vitest';
import { daysWords, fieldLabel, valueWords } from './field-words.ts';

const context = { currency: 'EUR', defaultLocale: 'it' };

it('says runs of days as people do', () => {
  expect(daysWords(['tue', 'wed', 'thu', 'fri', 'sat', 'sun'])).toBe('Tuesday to Sunday');
  expect(daysWords(['sat', 'sun'])).toBe('Saturday and Sunday');
  expect(daysWords(['mon', 'wed', 'thu', 'fri'])).toBe('Monday and Wednesday to Friday');
  expect(daysWords(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'])).toBe('Every day');
  expect(daysWords([])).toBe('No day');
});

it('names a field as the form does', () => {
  expect(fieldLabel(['party', 'max'], bookingDefaults, context)).toBe('Largest party');
  expect(fieldLabel(['texts', 'title', 'it'], bookingDefaults, context)).toBe('Title (Italian)');
  expect(fieldLabel(['schedule', 'sittings', 'dinner', 'lastArrival'], bookingDefaults, context)).toBe(
    'Dinner, last arrival',
  );
});

it('says values with their unit', () => {
  expect(valueWords(['price', 'minimumMinor'], 15_000, context)).toBe('€150.00');
  expect(valueWords(['rules', 'horizonDays'], 1, context)).toBe('1 day');
  expect(valueWords(['rules', 'leadMinutes'], 90, context)).toBe('90 min');
  expect(valueWords(['appearance', 'font'], 'host', context)).toBe('Your site’s');
  expect(valueWords(['texts', 'title', 'it'], undefined, context)).toBe('nothing');
  expect(valueWords(['schedule', 'sittings', 'dinner', 'days'], ['sat', 'sun'], context)).toBe('Saturday and Sunday');
});
