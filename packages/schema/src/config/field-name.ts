import { isJsonObject, type Json, type MergePatch } from './merge-patch.ts';

/** A setting as people call it, by its path in the config. */
export function fieldName(path: readonly string[]): string {
  const [section = '', field = '', entry = ''] = path;
  if (section === 'schedule' && field === 'sittings') return 'Weekly hours';
  if (section === 'schedule' && field === 'closures') return 'Closures';
  if (section === 'menu') return 'Packages';
  if (section === 'texts' && entry !== '')
    return `${names[`texts.${field}`] ?? 'Text'} (${languages.of(entry) ?? entry})`;
  return names[`${section}.${field}`] ?? sectionNames[section] ?? path.join(' ');
}

/** Paths of the settings that a patch changes. Entries of a map, such as a sitting, are told whole: parts say little alone. */
export function changedPaths(patch: MergePatch, path: readonly string[] = []): readonly (readonly string[])[] {
  return Object.entries(patch).flatMap(([key, value]: [string, Json]) => {
    const here = [...path, key];
    const depth = mapDepth[here[1] ?? ''];
    const isDeep = isJsonObject(value) && (depth === undefined || here.length < depth);
    return isDeep ? changedPaths(value, here) : [here];
  });
}

/** How many keys deep the entries of each map are. */
const mapDepth: Readonly<Record<string, number>> = { sittings: 3, closures: 3, packages: 3, turnMinutes: 2 };

const languages = new Intl.DisplayNames('en', { type: 'language' });

const names: Readonly<Record<string, string>> = {
  'appearance.theme': 'Theme',
  'appearance.primary': 'Main colour',
  'appearance.background': 'Background',
  'appearance.text': 'Text colour',
  'appearance.font': 'Typeface',
  'appearance.radius': 'Corner radius',
  'texts.title': 'Title',
  'texts.intro': 'Welcome text',
  'texts.submit': 'Button',
  'texts.success': 'After sending',
  'texts.policy': 'House rules',
  'party.min': 'Smallest party',
  'party.max': 'Largest party online',
  'party.default': 'Suggested party',
  'schedule.slotMinutes': 'Times offered every',
  'rules.leadMinutes': 'Latest booking',
  'rules.horizonDays': 'Furthest ahead',
  'capacity.seats': 'Covers at once',
  'capacity.pacingCovers': 'Guests arriving at one time',
  'capacity.turnMinutes': 'How long a party sits',
  'capacity.bufferMinutes': 'Time between two parties',
  'capacity.areas': 'Areas',
  'form.phone': 'Phone field',
  'form.notes': 'Notes field',
  'event.leadDays': 'Least notice',
  'event.horizonDays': 'Furthest ahead',
  'event.days': 'Days of the week',
  'event.from': 'Earliest delivery',
  'event.to': 'Latest delivery',
  'event.stepMinutes': 'Times offered every',
  'guests.min': 'Fewest guests',
  'guests.max': 'Most guests',
  'price.tax': 'Tax',
  'price.taxBp': 'Tax rate',
  'price.serviceBp': 'Service',
  'price.minimumMinor': 'Smallest order',
};

const sectionNames: Readonly<Record<string, string>> = {
  appearance: 'Appearance',
  texts: 'Content',
  party: 'Party size',
  schedule: 'Schedule',
  rules: 'Booking window',
  capacity: 'Capacity',
  form: 'Fields',
  event: 'Event',
  guests: 'Guests',
  price: 'Prices',
};
