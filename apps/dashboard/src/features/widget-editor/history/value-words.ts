import { weekdays, type Weekday } from '@blunari/schema/calendar';
import { formatMoney } from '@blunari/schema/money';
import { isJsonObject, type Json } from '@blunari/schema/config/merge-patch';
import { pickText } from '@blunari/schema/localized';
import type { Path } from '../autosave/patch-paths.ts';

export interface WordContext {
  readonly currency: string;
  /** The restaurant's own language, for texts that do not exist in English, which the dashboard speaks. */
  readonly locale: string;
}

/** A stored value as people read it. */
export function valueWords(path: Path, value: Json | undefined, { currency, locale }: WordContext): string {
  if (value === undefined || value === null) return 'nothing';
  if (isJsonObject(value)) return objectWords(path, value, locale);
  if (typeof value === 'object') return value.map(String).join(', ') || 'none';
  const field = path.at(-1) ?? '';
  if (typeof value === 'number') return numberWords(field, value, currency);
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return value === '' ? 'empty' : value;
}

function numberWords(field: string, value: number, currency: string): string {
  if (field.endsWith('Minor')) return formatMoney(value, currency, 'en');
  if (field.endsWith('Minutes')) return `${value} min`;
  if (field.endsWith('Days')) return `${value} days`;
  if (field.endsWith('Bp')) return `${value / 100} %`;
  return String(value);
}

function objectWords(path: Path, value: { readonly [key: string]: Json }, locale: string): string {
  const { name, from, lastArrival, days } = value;
  if (path[1] === 'sittings' && typeof from === 'string' && typeof lastArrival === 'string') {
    const title = isJsonObject(name) ? pickText(textsOf(name), 'en', locale, '') : '';
    const on = Array.isArray(days) ? daysWords(days.map(String)) : '';
    return [title, on, `${from} to ${lastArrival}`].filter(Boolean).join(' ');
  }
  if (isJsonObject(name)) return pickText(textsOf(name), 'en', locale, 'an entry');
  return Object.values(value).every((each) => typeof each === 'string')
    ? pickText(textsOf(value), 'en', locale, 'empty')
    : `${Object.keys(value).length} entries`;
}

function textsOf(value: { readonly [key: string]: Json }): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])),
  );
}

/** `Tue to Sun` where three or more follow each other, else `Sat, Sun`. */
function daysWords(days: readonly string[]): string {
  const runs = weekdays.reduce<Weekday[][]>((all, day, index) => {
    if (!days.includes(day)) return all;
    const last = all.at(-1);
    const isNext = last?.at(-1) === weekdays[index - 1];
    return last && isNext ? [...all.slice(0, -1), [...last, day]] : [...all, [day]];
  }, []);
  return runs
    .map((run) => run.map((day) => `${day.charAt(0).toUpperCase()}${day.slice(1)}`))
    .map((run) => (run.length > 2 ? `${run[0]} to ${run.at(-1)}` : run.join(', ')))
    .join(', ');
}
