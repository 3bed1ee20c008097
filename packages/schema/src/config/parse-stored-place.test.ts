import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildPlace } from '../testing/builders.ts';
import { parseStoredPlace } from './parse-stored-place.ts';
import { placeSchema } from './place.ts';

describe('a stored place', () => {
  it('stays as it is when every value is usable', () => {
    expect(parseStoredPlace(buildPlace())).toEqual(buildPlace());
  });

  it.each([
    ['name', 'x'.repeat(81), ''],
    ['phone', '051 123', ''],
    ['email', 'nobody', ''],
    ['street', 7, ''],
    ['postcode', null, ''],
    ['city', 'Bo\u0000logna', ''],
    ['country', 'Italy', ''],
    ['timeZone', 'Mars/Olympus', 'UTC'],
    ['currency', 'euro', 'EUR'],
    ['locales', 'en', ['en']],
    ['locales', [], ['en']],
    ['locales', ['english', 'it', null, 'de-CH'], ['it', 'de-CH']],
    ['defaultLocale', 'english', 'en'],
  ])('loses a bad %s and nothing else', (field, stored, read) => {
    expect(parseStoredPlace({ ...buildPlace(), [field]: stored })).toEqual({ ...buildPlace(), [field]: read });
  });

  it('speaks its first language when the default one is not usable', () => {
    const place = parseStoredPlace(buildPlace({ locales: ['it', 'en'], defaultLocale: 'Italiano' }));
    expect(place.defaultLocale).toBe('it');
  });

  it('is always a place, whatever stands there', () => {
    const field = fc.constantFrom(...Object.keys(placeSchema.shape));
    const stored = fc.oneof(fc.anything(), fc.dictionary(field, fc.oneof(fc.jsonValue(), fc.array(fc.string()))));
    fc.assert(
      fc.property(stored, (value) => {
        expect(placeSchema.safeParse(parseStoredPlace(value)).success).toBe(true);
      }),
    );
  });
});
