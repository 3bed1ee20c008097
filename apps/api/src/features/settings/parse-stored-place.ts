import { placeSchema, type Place } from '@blunari/schema/config';
import { z } from 'zod';

const fields = placeSchema.shape;

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
  locales: fields.locales.catch(['en']),
  defaultLocale: fields.defaultLocale.catch('en'),
});

/** A place as stored, made usable field by field, so that one bad value never breaks a restaurant's page. */
export function parseStoredPlace(stored: unknown): Place {
  return storedPlaceSchema.parse(stored);
}
