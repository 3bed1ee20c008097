import { z } from 'zod';
import { localeSchema } from '../time.ts';
import { placeSchema, type Place } from './place.ts';

const fields = placeSchema.shape;
const localesMax = 8;

/** A tenant's own tools may write settings past our checks: a value nobody can use counts as not given. */
const storedPlaceSchema = z.object({
  name: fields.name.catch(''),
  phone: fields.phone.catch(''),
  email: fields.email.catch(''),
  street: fields.street.catch(''),
  postcode: fields.postcode.catch(''),
  city: fields.city.catch(''),
  country: fields.country.catch(''),
  // Chosen before a widget can go live; until then times are shown in UTC.
  timeZone: fields.timeZone.catch('UTC'),
  currency: fields.currency.catch('EUR'),
  // One bad language does not take the others with it.
  locales: z.array(localeSchema.nullable().catch(null)).catch([]),
  defaultLocale: fields.defaultLocale.nullable().catch(null),
});

const nothing = storedPlaceSchema.parse({});

/** A place as stored, made usable field by field, so that one bad value never breaks a restaurant's page. */
export function parseStoredPlace(stored: unknown): Place {
  const { locales, defaultLocale, ...place } = storedPlaceSchema.catch(nothing).parse(stored);
  const usable = locales.filter((locale) => locale !== null).slice(0, localesMax);
  const [first = 'en'] = usable;
  return { ...place, locales: usable.length > 0 ? usable : [first], defaultLocale: defaultLocale ?? first };
}
