import { expect, it } from 'vitest';
import { bookingDefaults } from './booking.ts';
import { hasSectionShape } from './section-shape.ts';

const { schedule, party } = bookingDefaults;
const late = { ...schedule.sittings.dinner, from: '23:00' };

it.each([
  ['what is valid', 'schedule', schedule],
  ['a last arrival before the first', 'schedule', { ...schedule, sittings: { dinner: late } }],
  ['a number beyond its limit', 'party', { ...party, max: 9999 }],
  ['a half-typed colour', 'appearance', { ...bookingDefaults.appearance, primary: '#12' }],
])('takes %s for something that a form can show', (_, section, value) => {
  expect(hasSectionShape('booking', section, value)).toBe(true);
});

it.each([
  ['another kind of value', 'party', { ...party, max: '8' }],
  ['something missing', 'party', { min: 1, max: 8 }],
  ['something unknown', 'party', { ...party, size: 3 }],
  ['no section of this widget', 'menu', {}],
  ['nothing', 'schedule', undefined],
])('does not take %s for it', (_, section, value) => {
  expect(hasSectionShape('booking', section, value)).toBe(false);
});
