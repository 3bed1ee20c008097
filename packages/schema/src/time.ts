import { z } from 'zod';
import { weekdays } from './calendar.ts';

/** A date of the calendar without a zone, `YYYY-MM-DD`. */
export const localDateSchema = z.iso
  .date('Write the date as YYYY-MM-DD.')
  // Days before and after it must be writable with 4 digits, and Postgres knows no year 0.
  .refine((date) => date >= '1900-01-01' && date <= '9990-12-31', 'This date is too far away.');

/** A wall time without a zone, `HH:MM`, 24 hours. */
export const localTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time as HH:MM, such as 18:30.');

/** A moment, ISO 8601 in UTC or with an offset. */
export const instantSchema = z.iso.datetime({ offset: true });

export const weekdaySchema = z.enum(weekdays);

/** An IANA zone this machine's Intl knows; `UTC+3` and other POSIX spellings are refused. */
export const timeZoneSchema = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/, 'This is not a time zone.')
  .refine(isKnownTimeZone, 'This is not a time zone, such as Europe/Rome.');

function isKnownTimeZone(name: string): boolean {
  if (/^UTC[+-]/i.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** A BCP 47 tag of language and, where needed, script and region: `en`, `de-CH`, `zh-Hant`. */
export const localeSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/, 'This is not a language tag, such as en or de-CH.');
