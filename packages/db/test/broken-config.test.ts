import { afterAll, beforeAll, expect, it } from 'vitest';
import fc from 'fast-check';
import { availability } from '@blunari/schema/booking';
import { bookingDefaults, cateringDefaults, parseStoredConfig, type BookingConfig } from '@blunari/schema/config';
import { createDatabase, type Database } from '../src/client.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { buildBooking, hoursAhead } from './support/inputs.ts';
import { query } from './support/query.ts';
import { createTenant, type TestTenant } from './support/tenant.ts';

let test: TestDatabase;
let database: Database;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api, connectionWaitMs: 60_000 });
  tenant = await createTenant(test.urls.owner, 'UTC');
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

const dayMs = 86_400_000;

/** Sound and broken alike, near the limits of the schemas. */
const anyValue = fc.oneof(
  fc.constantFrom<unknown>(-1, 0, 1, 1.5, 2, 5, 8, 12, 30, 60, 90, 500, 501, 2001, 43_201, 1e20),
  fc.constantFrom<unknown>(null, true, 'x', '', '7', 'off', 'optional', '09:30', '24:00', [], {}),
  fc.constantFrom<unknown>(
    ['mon', 'sun'],
    ['mon', 'x'],
    Array(8).fill('mon'),
    [['mon']],
    { '1': 60 },
    { '1': 60, '51': 60 },
  ),
  fc.constantFrom<unknown>(
    { '3': 60 },
    { '1': 29 },
    { '1': 60, '4': 90.5 },
    { '1': 60, '4': 480 },
    { '01': 60, '1': 60 },
  ),
);

/** A config in which up to three things are replaced, missing or too many. */
const damaged = (defaults: object, sections: readonly string[]) =>
  fc
    .array(fc.tuple(fc.constantFrom(...pathsOf(defaults, sections)), fc.oneof(anyValue, fc.constant(undefined))), {
      maxLength: 3,
    })
    .map((changes): unknown => JSON.parse(JSON.stringify(changes.reduce(damage, defaults))));

function pathsOf(defaults: object, sections: readonly string[]): readonly (readonly string[])[] {
  return Object.entries(defaults)
    .filter(([section]) => sections.includes(section))
    .flatMap(([section, value]) => [
      [section],
      ...[...Object.keys(Object(value)), 'surplus'].map((key) => [section, key]),
    ]);
}

/** `undefined` leaves the key out of the JSON. */
function damage(config: object, [[section = '', key], value]: readonly [readonly string[], unknown]): object {
  const inner: unknown = Reflect.get(config, section);
  if (key === undefined) return { ...config, [section]: value };
  return { ...config, [section]: typeof inner === 'object' ? { ...inner, [key]: value } : inner };
}

it.each([
  ['booking', bookingDefaults, ['party', 'rules', 'capacity', 'form']],
  ['catering', cateringDefaults, ['guests', 'event']],
] as const)('reads the sections of a broken %s config as the product does', async (type, defaults, sections) => {
  const configs = fc.sample(damaged(defaults, sections), 1500);
  const rows = await query(
    test.urls.owner,
    `select widget_private.readable_sections($2, config) as sections
     from jsonb_array_elements($1::jsonb) with ordinality as c (config, at) order by at`,
    [JSON.stringify(configs), type],
  );
  const expected = configs.map((stored) => {
    const entries = Object.entries(parseStoredConfig(type, stored).config);
    return { stored, sections: Object.fromEntries(entries.filter(([name]) => sections.some((each) => each === name))) };
  });
  expect(rows.map((row, index) => ({ stored: configs[index], ...row }))).toEqual(expected);
});

const terrace = { order: 0, name: { en: 'Terrace', 'de-CH': '' }, seats: 12 };

it.each([
  [{}],
  [{ terrace }],
  [{ terrace, '2nd-floor': { ...terrace, name: {} } }],
  [{ terrace: { ...terrace, name: { en: 'x'.repeat(40) } } }],
  [{ terrace: { ...terrace, name: { en: '\u{1f34b}'.repeat(40) } } }],
  [{ terrace: { ...terrace, name: { en: '\u{1f34b}'.repeat(41) } } }],
  [{ terrace: { ...terrace, name: { en: 'x'.repeat(41) } } }],
  [{ terrace: { ...terrace, name: { en: 'Ter\trace' } } }],
  [{ terrace: { ...terrace, name: { EN: 'Terrace' } } }],
  [{ terrace: { ...terrace, name: 'Terrace' } }],
  [{ terrace: { ...terrace, seats: 0 } }],
  [{ terrace: { ...terrace, order: 0.5 } }],
  [{ terrace: { ...terrace, tables: 3 } }],
  [{ terrace: 12 }],
  [{ main: terrace }],
  [{ Terrace: terrace }],
  [Object.fromEntries(Array.from({ length: 13 }, (_, index) => [`a${index}`, terrace]))],
  [[]],
  [null],
  [12],
])('reads the areas %j as the product does', async (areas) => {
  const stored = { ...bookingDefaults, capacity: { ...bookingDefaults.capacity, seats: 99, areas } };
  const [row] = await query(
    test.urls.owner,
    `select widget_private.readable_sections('booking', $1::jsonb) -> 'capacity' as capacity`,
    [JSON.stringify(stored)],
  );
  expect(row).toEqual({ capacity: Reflect.get(parseStoredConfig('booking', stored).config, 'capacity') });
});

/** Open day and night, so that only the sections under test decide. */
const schedule: BookingConfig['schedule'] = {
  slotMinutes: 15,
  sittings: {
    all: {
      order: 0,
      name: { en: 'All day' },
      days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
      from: '00:00',
      lastArrival: '23:45',
      active: true,
    },
  },
  closures: {},
};

const clock = {
  instantOf: (localDate: string, minutes: number) => Date.parse(localDate) + minutes * 60_000,
  localOf: (instantMs: number) => ({
    localDate: new Date(instantMs).toISOString().slice(0, 10),
    minutes: (instantMs % dayMs) / 60_000,
  }),
};

async function isOffered(partySize: number, startsAt: Date): Promise<boolean> {
  const load = await database.visitor.bookingLoad(tenant.booking.key, startsAt, new Date(startsAt.getTime() + dayMs));
  if (!load.ok || !load.value) throw new Error('The book cannot be read.');
  const parsed = parseStoredConfig('booking', load.value.config);
  if (parsed.type !== 'booking') throw new Error('Another type.');
  const { party } = parsed.config;
  const days = availability({
    config: parsed.config,
    clock,
    nowMs: Date.now(),
    partySize,
    from: startsAt.toISOString().slice(0, 10),
    days: 1,
    load: new Map(load.value.slots.map(({ slot, ...rest }) => [new Date(slot).getTime(), rest])),
  });
  const slots = days.flatMap((day) => day.sittings.flatMap((sitting) => sitting.slots));
  const isFree = slots.some((slot) => slot.startsAt === startsAt.toISOString() && slot.isFree);
  return isFree && partySize >= party.min && partySize <= party.max;
}

it('accepts exactly the bookings that are offered, whatever is broken', async () => {
  const startsAt = hoursAhead(30);
  const attempts = fc.tuple(
    damaged({ ...bookingDefaults, schedule }, ['party', 'rules', 'capacity']),
    fc.constantFrom(1, 2, 7, 8, 9),
  );
  const broken = {
    ...bookingDefaults,
    schedule,
    capacity: { ...bookingDefaults.capacity, seats: 3, pacingCovers: 'x' },
  };
  for (const [config, partySize] of [[broken, 7] as const, ...fc.sample(attempts, 60)]) {
    await query(test.urls.owner, 'update public.widget_configurations set config = $2::jsonb where id = $1', [
      tenant.booking.id,
      JSON.stringify(config),
    ]);
    const offered = await isOffered(partySize, startsAt);
    const booked = await database.visitor.createBooking(
      tenant.booking.key,
      buildBooking({ partySize, startsAt: startsAt.toISOString() }),
    );
    expect({ config, partySize, isBooked: booked.ok }).toEqual({ config, partySize, isBooked: offered });
  }
});
