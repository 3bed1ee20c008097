import type { Happening } from './visits.ts';
import { localDateOf } from './visits.ts';

/** A row of what is counted: its key, and numbers. */
type Row = Readonly<Record<string, string | number>>;

const dimensions = [
  'total',
  'page',
  'referrer',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'device',
  'language',
  'entry',
] as const;

/** Sums of numbers under a key, of which those that come to nothing are no rows. */
class Sums {
  readonly #rows = new Map<string, { readonly key: Row; readonly sums: Map<string, number> }>();

  add(key: Row, numbers: Readonly<Record<string, number>>): void {
    const name = JSON.stringify(key);
    const row = this.#rows.get(name) ?? { key, sums: new Map<string, number>() };
    for (const [column, number] of Object.entries(numbers)) row.sums.set(column, (row.sums.get(column) ?? 0) + number);
    this.#rows.set(name, row);
  }

  rows(): readonly Row[] {
    return [...this.#rows.values()].map(({ key, sums }) => ({ ...key, ...Object.fromEntries(sums) }));
  }
}

export interface HandCount {
  readonly days: readonly Row[];
  readonly turnedAway: readonly Row[];
}

/**
 * What the database must have counted of some events, written down plainly and with nothing of its SQL; `ids` are the
 * widgets'. For fewer steps, refusals and values than the database has bounds for.
 */
export function countByHand(
  events: readonly (Happening & { readonly id: string })[],
  ids: Readonly<Record<Happening['widget'], string>>,
  timeZone: string,
): HandCount {
  const [days, turnedAway] = [new Sums(), new Sums()];
  for (const event of events) {
    const day = { widget_id: ids[event.widget], local_date: localDateOf(event.at, timeZone) };
    const numbers = numbersOf(event);
    for (const [dimension, value] of placesOf(event)) days.add({ ...day, dimension, value }, numbers);
    const lead = leadOf(event);
    if (lead !== null) days.add({ ...day, dimension: 'lead', value: lead }, numbers);
  }
  for (const session of sessionsOf(events)) {
    const [first] = session;
    if (!first) continue;
    const day = { widget_id: ids[first.widget], local_date: localDateOf(first.at, timeZone) };
    const isConverted = session.some(({ type }) => type === 'conversion');
    const numbers = { ...nothing, sessions: 1, converted_sessions: isConverted ? 1 : 0 };
    for (const [dimension, value] of placesOf(first)) days.add({ ...day, dimension, value }, numbers);
    for (const step of new Set(session.flatMap(stepsOf))) {
      days.add({ ...day, dimension: 'funnel', value: step }, numbers);
    }
    const wishes = new Map(session.flatMap(wishesOf).map((wish) => [JSON.stringify(wish), wish]));
    if (wishes.size > 0) days.add({ ...day, dimension: 'turned_away', value: 'any' }, numbers);
    for (const wish of wishes.values()) turnedAway.add({ ...day, ...wish }, { sessions: 1 });
  }
  return { days: days.rows(), turnedAway: turnedAway.rows() };
}

const nothing = {
  views: 0,
  interactions: 0,
  conversions: 0,
  sessions: 0,
  converted_sessions: 0,
  covers: 0,
  value_minor: 0,
};

function numbersOf({ type, metadata }: Happening): typeof nothing {
  if (type === 'view') return { ...nothing, views: 1 };
  if (type === 'interaction') return { ...nothing, interactions: 1 };
  const [covers, value] = [metadata['covers'], metadata['valueMinor']];
  return { ...nothing, conversions: 1, covers: Number(covers ?? 0), value_minor: Number(value ?? 0) };
}

function placesOf({ seen, metadata }: Happening): readonly (readonly [dimension: string, value: string])[] {
  const { locale, entry } = metadata;
  const values = ['', ...seen, locale ?? '', entry ?? ''];
  return dimensions.map((dimension, index) => [dimension, String(values[index])]);
}

function leadOf({ type, metadata }: Happening): string | null {
  if (type !== 'conversion' || metadata['leadDays'] === undefined) return null;
  const days = Number(metadata['leadDays']);
  if (days > 30) return '31+';
  if (days > 14) return '15-30';
  if (days > 7) return '8-14';
  if (days > 3) return '4-7';
  return days > 1 ? '2-3' : String(days);
}

function stepsOf({ type, metadata: { step, kind } }: Happening): readonly string[] {
  return type === 'interaction' && step !== undefined && kind !== 'abandon' ? [String(step)] : [];
}

function wishesOf({ type, metadata }: Happening): readonly Row[] {
  if (type !== 'interaction' || metadata['kind'] !== 'turned-away') return [];
  const { wantedDate = '', wantedTime = '', partySize = 0, rule = '' } = metadata;
  return [{ wanted_date: wantedDate, wanted_time: wantedTime, party_size: partySize, rule }];
}

/** Events of each session at each widget, the first one first. */
function sessionsOf<Event extends Happening & { readonly id: string }>(
  events: readonly Event[],
): readonly (readonly Event[])[] {
  const sessions = new Map<string, Event[]>();
  for (const event of events) {
    const name = `${event.widget} ${event.sessionId}`;
    sessions.set(name, [...(sessions.get(name) ?? []), event]);
  }
  return [...sessions.values()].map((session) =>
    session.toSorted((one, other) => one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : 1)),
  );
}
