import { quartersOf, type BookingStatus } from '@blunari/schema/booking';
import { z } from 'zod';
import { createDatabase, type Database } from '../../src/client.ts';
import type { NewBooking } from '../../src/queries/create-booking.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { buildBooking, hoursAhead } from './inputs.ts';
import { query } from './query.ts';
import { createTenant, type TestTenant } from './tenant.ts';

/** What quarter hours hold, by area and instant. */
export type Held = Readonly<Record<string, { covers: number; arrivals: number; parties: Record<string, number> }>>;

/** Restaurants with two areas: `main`, of as many seats as the settings say, and `terrace`, of twelve. */
export interface House {
  readonly test: TestDatabase;
  readonly database: Database;
  /** A restaurant without pacing, whose parties sit for 90 minutes. */
  readonly newTenant: (seats: number) => Promise<TestTenant>;
  readonly setSeats: (tenant: TestTenant, seats: number) => Promise<void>;
  /** Books as a visitor; answers the id, or the code of the refusal. */
  readonly book: (tenant: TestTenant, changes?: Partial<NewBooking>) => Promise<string>;
  /** What the stored rows say that quarter hours hold. */
  readonly heldOf: (tenant: TestTenant) => Promise<Held>;
  /** What they must hold, counted anew from the bookings. */
  readonly countedOf: (tenant: TestTenant) => Promise<Held>;
  readonly close: () => Promise<void>;
}

/** A quarter hour that no test's clock comes near. */
export const evening = hoursAhead(30);

export const quarterAfter = (start: Date, quarters: number): Date => new Date(start.getTime() + quarters * 900_000);

export async function openHouse(poolSize: number): Promise<House> {
  const test = await createTestDatabase();
  const owner = test.urls.owner;
  const database = createDatabase({ url: test.urls.api, poolSize, connectionWaitMs: 60_000 });
  // What is asked here is who gets the table, not how soon a busy machine tells 200 guests.
  await query(
    test.urls.superuser,
    `do $$ begin
       execute format('alter role blunari_api in database %I set lock_timeout = ''100s''', current_database());
       execute format('alter role blunari_api in database %I set statement_timeout = ''100s''', current_database());
     end $$`,
  );
  const setSeats = async ({ booking }: TestTenant, seats: number): Promise<void> => {
    const areas = { terrace: { order: 0, name: { en: 'Terrace' }, seats: 12 } };
    const capacity = { seats, pacingCovers: 0, turnMinutes: { '1': 90 }, bufferMinutes: 0, areas };
    await query(owner, `update public.widget_configurations set config = config || $2::jsonb where id = $1`, [
      booking.id,
      JSON.stringify({ capacity }),
    ]);
  };
  return {
    test,
    database,
    setSeats,
    newTenant: async (seats) => {
      const tenant = await createTenant(owner);
      await setSeats(tenant, seats);
      return tenant;
    },
    book: async ({ booking }, changes = {}) => {
      const wanted = buildBooking({ startsAt: evening.toISOString(), ...changes });
      const result = await database.visitor.createBooking(booking.key, wanted);
      return result.ok ? result.value.id : result.error.code;
    },
    heldOf: (tenant) => readHeld(owner, tenant.id),
    countedOf: (tenant) => countHeld(owner, tenant.id),
    close: async () => {
      await database.close();
      await test.drop();
    },
  };
}

const slotsSchema = z.array(
  z.object({
    area: z.string(),
    slot: z.date(),
    covers: z.int(),
    arrivals: z.int(),
    parties: z.record(z.string(), z.int()),
  }),
);

async function readHeld(ownerUrl: string, tenantId: string): Promise<Held> {
  const rows = await query(
    ownerUrl,
    `select area, slot, covers, arrivals, parties from public.widget_booking_slots
     where tenant_id = $1 and (covers <> 0 or arrivals <> 0 or parties <> '{}')`,
    [tenantId],
  );
  return Object.fromEntries(
    slotsSchema.parse(rows).map(({ area, slot, ...held }) => [`${area} ${slot.toISOString()}`, held]),
  );
}

const bookingsSchema = z.array(
  z.object({ area: z.string(), starts_at: z.date(), minutes: z.int(), party_size: z.int() }),
);

const holding: readonly BookingStatus[] = ['pending', 'confirmed', 'seated', 'completed'];

async function countHeld(ownerUrl: string, tenantId: string): Promise<Held> {
  const rows = await query(
    ownerUrl,
    `select area, starts_at, duration_minutes + buffer_minutes as minutes, party_size from public.widget_bookings
     where tenant_id = $1 and status = any ($2::text[])`,
    [tenantId, holding],
  );
  const held: Record<string, { covers: number; arrivals: number; parties: Record<string, number> }> = {};
  for (const { area, starts_at, minutes, party_size } of bookingsSchema.parse(rows)) {
    quartersOf(starts_at.getTime(), minutes).forEach((quarterMs, index) => {
      const slot = (held[`${area} ${new Date(quarterMs).toISOString()}`] ??= { covers: 0, arrivals: 0, parties: {} });
      slot.covers += party_size;
      slot.arrivals += index === 0 ? party_size : 0;
      slot.parties[party_size] = (slot.parties[party_size] ?? 0) + 1;
    });
  }
  return held;
}
