import { describe, expect, it } from 'vitest';
import { bookingConfigSchema, bookingDefaults } from './booking.ts';
import { cateringConfigSchema, cateringDefaults } from './catering.ts';
import { parseConfig, parseStoredConfig } from './widget-config.ts';
import { publicSections, toPublicConfig } from './public-config.ts';

describe('widget configs', () => {
  it('have defaults that their own schema accepts unchanged', () => {
    expect(bookingConfigSchema.parse(bookingDefaults)).toEqual(bookingDefaults);
    expect(cateringConfigSchema.parse(cateringDefaults)).toEqual(cateringDefaults);
  });

  it.each<[string, object, string]>([
    [
      'a dinner that ends the next afternoon',
      {
        schedule: {
          ...bookingDefaults.schedule,
          sittings: { dinner: { ...bookingDefaults.schedule.sittings.dinner, lastArrival: '17:00' } },
        },
      },
      'schedule.sittings.dinner.lastArrival',
    ],
    ['a smallest party above the largest', { party: { min: 9, max: 8, default: 8 } }, 'party.max'],
    ['an unknown setting', { capacity: { ...bookingDefaults.capacity, tables: 3 } }, 'capacity'],
    ['a colour that is CSS', { appearance: { ...bookingDefaults.appearance, primary: 'red;}' } }, 'appearance.primary'],
    ['a NUL in a text', { texts: { ...bookingDefaults.texts, intro: { en: 'a\u0000b' } } }, 'texts.intro.en'],
    [
      'a sitting id that is no id',
      { schedule: { ...bookingDefaults.schedule, sittings: { __proto__x: bookingDefaults.schedule.sittings.dinner } } },
      'schedule.sittings.__proto__x',
    ],
  ])('refuse %s and name the field', (_, change, path) => {
    const parsed = parseConfig('booking', { ...bookingDefaults, ...change });
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(Object.keys(parsed.error.fields ?? {})).toContain(path);
  });

  it('read a stored config with one bad section: that section falls back and is reported, the rest stays', () => {
    const stored = {
      ...bookingDefaults,
      party: { min: 3, max: 1, default: 2 },
      rules: { leadMinutes: 5, horizonDays: 9 },
    };
    const read = parseStoredConfig('booking', stored);
    expect(read.config).toEqual({ ...bookingDefaults, rules: stored.rules });
    expect(read.problems.map((problem) => problem.section)).toEqual(['party']);
  });

  it.each([null, 'text', 7, [], {}])('read %j as the defaults, every section reported', (stored) => {
    expect(parseStoredConfig('catering', stored).config).toEqual(cateringDefaults);
    expect(parseStoredConfig('booking', stored).problems.length).toBe(7);
  });

  it('show visitors the allow-listed sections and nothing else', () => {
    const booking = toPublicConfig({ type: 'booking', config: bookingDefaults });
    expect(Object.keys(booking.config).toSorted((a, b) => a.localeCompare(b))).toEqual(
      [...publicSections.booking].toSorted((a, b) => a.localeCompare(b)),
    );
    const catering = toPublicConfig({ type: 'catering', config: cateringDefaults });
    expect(Object.keys(catering.config)).toEqual([...publicSections.catering]);
  });
});
