import type { Place, PublicBookingConfig, PublicCateringConfig, PublicConfig } from '@blunari/schema/config';
import { isNumber, isRecord, isString, type UnknownRecord } from '../protocol/guards.ts';

/**
 * Reads the public settings without zod, which would outweigh the widget: checks the shape that drawing relies on. The
 * page and `/config` hold what the server has parsed. A live change holds the sections as stored, past our checks when
 * a tool of the tenant's own wrote them, and a draft in the editor may be half typed: a section that cannot be drawn
 * falls back to the one drawn before.
 */
export function readConfig(type: unknown, value: unknown, before: PublicConfig | null): PublicConfig | null {
  if (!isRecord(value)) return before;
  if (type === 'booking') return readBooking(value, before?.type === 'booking' ? before.config : null) ?? before;
  if (type === 'catering') return readCatering(value, before?.type === 'catering' ? before.config : null) ?? before;
  return null;
}

function readBooking(value: UnknownRecord, before: PublicBookingConfig | null): PublicConfig | null {
  const appearance = isAppearance(value['appearance']) ? value['appearance'] : before?.appearance;
  const texts = isTexts(value['texts']) ? value['texts'] : before?.texts;
  const party = isParty(value['party']) ? value['party'] : before?.party;
  const form = isForm(value['form']) ? value['form'] : before?.form;
  if (!appearance || !texts || !party || !form) return null;
  return { type: 'booking', config: { appearance, texts, party, form } };
}

function readCatering(value: UnknownRecord, before: PublicCateringConfig | null): PublicConfig | null {
  const appearance = isAppearance(value['appearance']) ? value['appearance'] : before?.appearance;
  const texts = isTexts(value['texts']) ? value['texts'] : before?.texts;
  const event = isEvent(value['event']) ? value['event'] : before?.event;
  const guests = isRange(value['guests']) ? value['guests'] : before?.guests;
  const menu = isMenu(value['menu']) ? value['menu'] : before?.menu;
  const price = isPrice(value['price']) ? value['price'] : before?.price;
  if (!appearance || !texts || !event || !guests || !menu || !price) return null;
  return { type: 'catering', config: { appearance, texts, event, guests, menu, price } };
}

export function isPlace(value: unknown): value is Place {
  if (!isRecord(value) || !Array.isArray(value['locales']) || !value['locales'].every(isString)) return false;
  const words = ['name', 'phone', 'email', 'street', 'postcode', 'city', 'country', 'timeZone', 'currency'];
  return words.every((key) => isString(value[key])) && isString(value['defaultLocale']);
}

const isOneOf = (value: unknown, ...members: readonly string[]): boolean => isString(value) && members.includes(value);

const isCount = (value: unknown): value is number => isNumber(value) && Number.isInteger(value) && value >= 0;

const isColour = (value: unknown): boolean => isString(value) && /^#[0-9a-f]{6}$/i.test(value);

const isTime = (value: unknown): value is string => isString(value) && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);

const isLocalized = (value: unknown): boolean => isRecord(value) && Object.values(value).every(isString);

const isAppearance = (value: unknown): value is PublicBookingConfig['appearance'] =>
  isRecord(value) &&
  isOneOf(value['theme'], 'light', 'dark', 'auto') &&
  isOneOf(value['font'], 'system', 'serif', 'host') &&
  [value['primary'], value['background'], value['text']].every(isColour) &&
  isCount(value['radius']);

const isTexts = (value: unknown): value is PublicBookingConfig['texts'] =>
  isRecord(value) && ['title', 'intro', 'submit', 'success', 'policy'].every((key) => isLocalized(value[key]));

const isRange = (value: unknown): value is PublicCateringConfig['guests'] =>
  isRecord(value) &&
  isCount(value['min']) &&
  isCount(value['max']) &&
  value['min'] >= 1 &&
  value['min'] <= value['max'];

const isParty = (value: unknown): value is PublicBookingConfig['party'] =>
  isRecord(value) &&
  isCount(value['default']) &&
  isRange({ min: value['min'], max: value['default'] }) &&
  isRange({ min: value['default'], max: value['max'] });

const isForm = (value: unknown): value is PublicBookingConfig['form'] =>
  isRecord(value) &&
  isOneOf(value['phone'], 'required', 'optional', 'off') &&
  isOneOf(value['notes'], 'optional', 'off');

const isEvent = (value: unknown): value is PublicCateringConfig['event'] =>
  isRecord(value) &&
  isCount(value['leadDays']) &&
  isCount(value['horizonDays']) &&
  Array.isArray(value['days']) &&
  value['days'].every(isString) &&
  isTime(value['from']) &&
  isTime(value['to']) &&
  value['from'] < value['to'] &&
  isCount(value['stepMinutes']) &&
  value['stepMinutes'] > 0;

const isPackage = (value: unknown): boolean =>
  isRecord(value) &&
  isOneOf(value['unit'], 'person', 'tray', 'flat') &&
  ['order', 'priceMinor', 'serves', 'min'].every((key) => isCount(value[key])) &&
  isLocalized(value['name']) &&
  isLocalized(value['text']) &&
  typeof value['active'] === 'boolean';

const isMenu = (value: unknown): value is PublicCateringConfig['menu'] =>
  isRecord(value) && isRecord(value['packages']) && Object.values(value['packages']).every(isPackage);

const isPrice = (value: unknown): value is PublicCateringConfig['price'] =>
  isRecord(value) &&
  isOneOf(value['tax'], 'included', 'added', 'none') &&
  ['taxBp', 'serviceBp', 'minimumMinor'].every((key) => isCount(value[key]));
