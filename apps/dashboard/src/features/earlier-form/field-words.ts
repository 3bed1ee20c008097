import { weekdays, type Weekday } from '@blunari/schema/calendar';
import { isJsonObject, type Json, type JsonObject } from '@blunari/schema/config/merge-patch';
import { formatMoney } from '@blunari/schema/money';
import { pickText } from '@blunari/schema/localized';

/** What words need to know of the restaurant. */
export interface WordContext {
  readonly currency: string;
  readonly defaultLocale: string;
}

/** A field of the form by its path in the config, as the form names it: `Dinner, last arrival`. */
export function fieldLabel(path: readonly string[], config: JsonObject, { defaultLocale }: WordContext): string {
  const [section = '', field = '', entry = '', part = ''] = path;
  if (section === 'schedule' && field === 'sittings' && entry !== '') {
    const name = sittingName(config, entry, defaultLocale);
    const label = sittingLabels[part];
    return label === undefined ? name : `${name}, ${label}`;
  }
  const label = labels[`${section}.${field}`] ?? path.join(' ');
  return section === 'texts' && entry !== '' ? `${label} (${languages.of(entry) ?? entry})` : label;
}

/** A stored value as the form shows it. */
export function valueWords(path: readonly string[], value: Json | undefined, { currency }: WordContext): string {
  if (value === undefined || value === null || value === '') return 'nothing';
  const field = path.at(-1) ?? '';
  if (Array.isArray(value)) return daysWords(value.map(String));
  if (typeof value === 'number') return numberWords(field, value, currency);
  if (typeof value === 'object') return `${Object.keys(value).length} entries`;
  return typefaces[`${field}.${String(value)}`] ?? String(value);
}

/** `Tuesday to Sunday` where three or more follow each other, else `Saturday and Sunday`. */
export function daysWords(days: readonly string[]): string {
  if (weekdays.every((day) => days.includes(day))) return 'Every day';
  const runs = weekdays.reduce<Weekday[][]>((all, day, index) => {
    if (!days.includes(day)) return all;
    const last = all.at(-1);
    const isNext = last !== undefined && last.at(-1) === weekdays[index - 1];
    return isNext ? [...all.slice(0, -1), [...last, day]] : [...all, [day]];
  }, []);
  const words = runs.flatMap((run) => {
    const names = run.map((day) => dayNames[day]);
    return names.length > 2 ? [`${names[0]} to ${names.at(-1)}`] : names;
  });
  return words.length === 0 ? 'No day' : listFormat.format(words);
}

export const dayNames = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
} as const satisfies Record<Weekday, string>;

/** A sitting's own name, or what it is. */
export function sittingName(config: JsonObject, sittingId: string, defaultLocale: string): string {
  const schedule = config['schedule'];
  const sittings = isJsonObject(schedule) ? schedule['sittings'] : undefined;
  const sitting = isJsonObject(sittings) ? sittings[sittingId] : undefined;
  const name = isJsonObject(sitting) ? sitting['name'] : undefined;
  const texts = isJsonObject(name) ? Object.entries(name) : [];
  const strings = texts.flatMap(([locale, text]) => (typeof text === 'string' ? [[locale, text] as const] : []));
  return pickText(Object.fromEntries(strings), 'en', defaultLocale, 'Sitting');
}

function numberWords(field: string, value: number, currency: string): string {
  if (field.endsWith('Minor')) return formatMoney(value, currency, 'en');
  if (field.endsWith('Minutes')) return `${value} min`;
  if (field.endsWith('Days')) return value === 1 ? '1 day' : `${value} days`;
  return String(value);
}

const listFormat = new Intl.ListFormat('en', { type: 'conjunction' });
const languages = new Intl.DisplayNames('en', { type: 'language' });

const sittingLabels: Readonly<Record<string, string>> = { days: 'days', from: 'from', lastArrival: 'last arrival' };

const typefaces: Readonly<Record<string, string>> = {
  'font.system': 'Plain',
  'font.serif': 'Serif',
  'font.host': 'Your site’s',
};

const labels: Readonly<Record<string, string>> = {
  'texts.title': 'Title',
  'texts.submit': 'Button',
  'texts.intro': 'Text below the title',
  'party.max': 'Largest party',
  'party.min': 'Smallest party',
  'party.default': 'Guests to start with',
  'schedule.slotMinutes': 'Times every',
  'capacity.seats': 'Covers at once',
  'rules.leadMinutes': 'Latest booking',
  'rules.horizonDays': 'Furthest ahead',
  'event.days': 'Days',
  'event.from': 'From',
  'event.to': 'To',
  'event.stepMinutes': 'Times every',
  'event.leadDays': 'Least notice',
  'event.horizonDays': 'Furthest ahead',
  'guests.min': 'Fewest guests',
  'guests.max': 'Most guests',
  'price.minimumMinor': 'Smallest order',
  'appearance.primary': 'Main colour',
  'appearance.background': 'Background',
  'appearance.font': 'Typeface',
};
