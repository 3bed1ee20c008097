import type { Place } from '@blunari/schema/config';
import {
  getCountries,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from 'libphonenumber-js';

declare global {
  // In Node 18 and later; TypeScript's library does not name it yet.
  namespace Intl {
    interface Locale {
      getTimeZones(): string[] | undefined;
    }
  }
}

/** Where the phones of a restaurant's guests are at home, unless they say so themselves. */
export type PhoneHome = Pick<Place, 'country' | 'timeZone'>;

/**
 * A number as it is stored and compared: E.164, such as `+39051123456`. One without a country is dialled from the
 * restaurant's. What can be no number there stays as it was typed, for staff to make sense of.
 */
export function toStoredPhone(typed: string, home: PhoneHome): string {
  return parse(typed, home)?.number ?? typed;
}

/** Every spelling under which one number may be stored; none for nothing. */
export function spellingsOf(typed: string, home: PhoneHome): readonly string[] {
  const number = parse(typed, home);
  return [typed, ...(number ? [number.number, number.formatNational()] : [])].filter((spelling) => spelling !== '');
}

function parse(typed: string, home: PhoneHome): PhoneNumber | undefined {
  const country = countryOf(home);
  const dialled = parsePhoneNumberFromString(typed, country === undefined ? {} : { defaultCountry: country });
  if (dialled?.isPossible()) return dialled;
  // 00 is what most countries dial for +, and guests write it where theirs does not.
  const international = parsePhoneNumberFromString(typed.replace(/^\s*00/, '+'));
  return international?.isPossible() ? international : undefined;
}

function countryOf({ country, timeZone }: PhoneHome): CountryCode | undefined {
  const known = country || countryOfZone(timeZone);
  return known !== undefined && isSupportedCountry(known) ? known : undefined;
}

/** Of the Unicode locale data inside the runtime; zones of no country, such as UTC, have none. */
function countryOfZone(timeZone: string): string | undefined {
  const { timeZone: canonical } = new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions();
  return countriesByZone.get(canonical);
}

const countriesByZone = new Map(
  getCountries().flatMap((country) =>
    (new Intl.Locale(`und-${country}`).getTimeZones() ?? []).map((zone) => [zone, country] as const),
  ),
);
