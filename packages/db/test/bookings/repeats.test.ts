import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../src/client.ts';
import type { NewBooking } from '../../src/queries/create-booking.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { buildBooking, hoursAhead } from '../support/inputs.ts';
import { query } from '../support/query.ts';
import { sure } from '../support/stored-widget.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';

let test: TestDatabase;
let database: Database;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api, poolSize: 50, connectionWaitMs: 60_000 });
});

beforeEach(async () => {
  tenant = await createTenant(test.urls.owner);
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

const configure = (config: string): Promise<unknown> =>
  query(test.urls.owner, `update public.widget_configurations set config = config || $2::jsonb where id = $1`, [
    tenant.booking.id,
    config,
  ]);

const capacity = (seats: number, pacingCovers: number): string =>
  JSON.stringify({ capacity: { seats, pacingCovers, turnMinutes: { '1': 90 }, bufferMinutes: 0 } });

const book = (changes: Partial<NewBooking> = {}) =>
  database.visitor.createBooking(tenant.booking.key, buildBooking(changes));

const slots = () =>
  query(
    test.urls.owner,
    `select slot, covers, arrivals, capacity from public.widget_booking_slots where tenant_id = $1 order by slot`,
    [tenant.id],
  );

describe('the same request again', () => {
  it('books once for one key sent 20 times at once, and answers each with that booking', async () => {
    const same = buildBooking();
    const results = await Promise.all(
      Array.from({ length: 20 }, () => database.visitor.createBooking(tenant.booking.key, same)),
    );
    const ids = new Set(results.map((result) => (result.ok ? result.value.id : result.error.code)));
    expect(ids.size).toBe(1);
    expect(results.filter((result) => result.ok && !result.value.isRepeat)).toHaveLength(1);
    expect(Math.max(...(await slots()).map((row) => Number(row['covers'])))).toBe(same.partySize);
  });

  it('refuses a key that was used for another booking, and frees a key whose booking was refused', async () => {
    const key = randomUUID();
    await book({ idempotencyKey: key, partySize: 2 });
    expect(await book({ idempotencyKey: key, partySize: 3 })).toMatchObject({
      ok: false,
      error: { code: 'idempotency_mismatch' },
    });
    await configure(capacity(2, 0));
    const other = randomUUID();
    expect(await book({ idempotencyKey: other, partySize: 2 })).toMatchObject({
      ok: false,
      error: { code: 'slot_taken' },
    });
    expect(await book({ idempotencyKey: other, partySize: 2, startsAt: hoursAhead(50).toISOString() })).toMatchObject({
      ok: true,
    });
  });

  it('answers a repeat after the widget was paused, and refuses new bookings', async () => {
    const first = buildBooking();
    await database.visitor.createBooking(tenant.booking.key, first);
    await query(test.urls.owner, 'update public.widget_configurations set is_active = false where id = $1', [
      tenant.booking.id,
    ]);
    expect(await database.visitor.createBooking(tenant.booking.key, first)).toMatchObject({
      ok: true,
      value: { isRepeat: true },
    });
    expect(await book()).toMatchObject({ ok: false, error: { code: 'widget_inactive' } });
  });

  it('finds the booking that the same request made before, whatever the rules are by now', async () => {
    const first = buildBooking();
    const stored = (changes: Partial<NewBooking> = {}, key = tenant.booking.key) =>
      database.visitor.storedBooking(key, { ...first, ...changes });
    expect(await stored()).toEqual({ ok: true, value: null });
    const booked = await database.visitor.createBooking(tenant.booking.key, first);
    await configure(JSON.stringify({ party: { min: 1, max: 2, default: 2 } }));
    const repeat = await stored();
    expect(repeat).toEqual({
      ok: true,
      value: booked.ok && { ...booked.value, isRepeat: true },
    });
    expect(await stored({ area: 'main' })).toEqual(repeat);
    expect(await stored({ area: 'terrace' })).toMatchObject({ error: { code: 'idempotency_mismatch' } });
    expect(await stored({ notes: 'By the window' })).toMatchObject({ error: { code: 'idempotency_mismatch' } });
    expect(await stored({ idempotencyKey: randomUUID() })).toEqual({ ok: true, value: null });
    const other = await createTenant(test.urls.owner);
    expect(await stored({}, other.booking.key)).toEqual({ ok: true, value: null });
    expect(await stored({}, tenant.catering.key)).toEqual({ ok: true, value: null });
  });

  it('keeps of a key what staff who read it can find nothing with', async () => {
    const first = buildBooking();
    const booked = sure(await database.visitor.createBooking(tenant.booking.key, first));
    const { idempotencyKey } = await database.as(tenant.owner, (tx) =>
      tx.widgetBooking.findUniqueOrThrow({ where: { id: booked.id } }),
    );
    expect(idempotencyKey).not.toBe(first.idempotencyKey);
    expect(await database.visitor.earlierBooking(tenant.booking.key, idempotencyKey)).toEqual({
      ok: true,
      value: null,
    });
  });

  it('finds what was booked with a key, whatever is asked for with it now, and only there', async () => {
    const first = buildBooking();
    const earlier = (key = tenant.booking.key, idempotencyKey = first.idempotencyKey) =>
      database.visitor.earlierBooking(key, idempotencyKey);
    expect(await earlier()).toEqual({ ok: true, value: null });
    const booked = await database.visitor.createBooking(tenant.booking.key, first);
    expect(await earlier()).toEqual({
      ok: true,
      value: booked.ok && { ...booked.value, isRepeat: true },
    });
    expect(await earlier(tenant.booking.key, randomUUID())).toEqual({ ok: true, value: null });
    const neighbour = await createTenant(test.urls.owner);
    expect(await earlier(neighbour.booking.key)).toEqual({ ok: true, value: null });
    expect(await earlier(tenant.catering.key)).toEqual({ ok: true, value: null });
  });
});
