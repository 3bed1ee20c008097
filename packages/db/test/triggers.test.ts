import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { bookingDefaults, cateringDefaults, publicSections } from '@blunari/schema/config';
import { diffMergePatch, type JsonObject } from '@blunari/schema/config/merge-patch';
import { publicKeySchema, referenceSchema } from '@blunari/schema/ids';
import { createDatabase, type Database } from '../src/client.ts';
import { withClient } from '../src/server/with-client.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { buildBooking } from './support/inputs.ts';
import { messagesOn } from './support/messages.ts';
import { query } from './support/query.ts';
import { createTenant, type TestTenant } from './support/tenant.ts';

let test: TestDatabase;
let database: Database;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api });
});

beforeEach(async () => {
  tenant = await createTenant(test.urls.owner);
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

const owner = (sql: string, values: unknown[] = []) => query(test.urls.owner, sql, values);

describe('functions that repeat a rule of packages/schema', () => {
  it('have the defaults of the product', async () => {
    const [row] = await owner(
      `select widget_private.default_config('booking') as booking, widget_private.default_config('catering') as catering`,
    );
    expect(row).toEqual({ booking: bookingDefaults, catering: cateringDefaults });
  });

  it('show visitors the public sections and no other', async () => {
    for (const [type, sections] of Object.entries(publicSections)) {
      const [row] = await owner('select widget_private.public_config($1, widget_private.default_config($1)) as shown', [
        type,
      ]);
      expect(Object.keys(Object(row?.['shown'])).toSorted()).toEqual([...sections].map(String).toSorted());
    }
  });

  it('make the same merge patch', async () => {
    const value: fc.Arbitrary<JsonObject> = fc.letrec<{ object: JsonObject }>((tie) => ({
      object: fc.dictionary(
        fc.constantFrom('a', 'b', 'c'),
        fc.oneof(
          fc.integer(),
          fc.constantFrom('x', 'y'),
          fc.boolean(),
          fc.array(fc.integer(), { maxLength: 2 }),
          tie('object'),
        ),
        { maxKeys: 3 },
      ),
    })).object;
    const pairs = fc.sample(fc.tuple(value, value), 200);
    const rows = await owner(
      `select widget_private.merge_diff(pair -> 0, pair -> 1) as patch from jsonb_array_elements($1::jsonb) with ordinality as p (pair, at) order by at`,
      [JSON.stringify(pairs)],
    );
    expect(rows.map((row) => row['patch'])).toEqual(pairs.map(([from, to]) => diffMergePatch(from, to)));
  });

  it('make keys and references of the right shape, each another', async () => {
    const rows = await owner(
      'select widget_private.make_public_key() as key, widget_private.make_reference() as reference from generate_series(1, 300)',
    );
    expect(new Set(rows.map((row) => publicKeySchema.parse(row['key']))).size).toBe(300);
    expect(new Set(rows.map((row) => referenceSchema.parse(row['reference']))).size).toBe(300);
  });
});

describe('a change of a widget', () => {
  it('is told to the staff in full and to visitors in public sections', async () => {
    await owner(
      `update public.widget_configurations set config = jsonb_set(config, '{party,max}', '10') where id = $1`,
      [tenant.booking.id],
    );
    const staff = (await messagesOn(test.urls.superuser, `tenant:${tenant.id}`)).at(-1);
    expect(staff).toMatchObject({
      event: 'widget_config.changed',
      payload: {
        id: tenant.booking.id,
        version: 3,
        type: 'booking',
        isActive: true,
        config: { party: { max: 10 }, rules: {} },
      },
    });
    const visitors = (await messagesOn(test.urls.superuser, `widget:${tenant.booking.key}`)).at(-1);
    expect(visitors).toMatchObject({
      event: 'config.changed',
      payload: { version: 3, config: { party: { max: 10 } } },
    });
    expect(Object.keys(Object(visitors?.payload['config'])).toSorted()).toEqual(publicSections.booking.toSorted());
  });

  it('hides the config of a widget that was paused', async () => {
    await owner('update public.widget_configurations set is_active = false where id = $1', [tenant.booking.id]);
    const message = (await messagesOn(test.urls.superuser, `widget:${tenant.booking.key}`)).at(-1);
    expect(message?.payload).toEqual({
      id: tenant.booking.id,
      version: 3,
      isActive: false,
      committedAt: expect.any(String),
    });
  });

  it('of a draft only makes no version, no history and no message', async () => {
    await owner(
      `update public.widget_configurations set draft = '{"party":{"max":9}}', draft_base_version = 2 where id = $1`,
      [tenant.booking.id],
    );
    const rows = await owner('select version from public.widget_configurations where id = $1', [tenant.booking.id]);
    expect(rows).toEqual([{ version: 2 }]);
    expect(await messagesOn(test.urls.superuser, `widget:${tenant.booking.key}`)).toHaveLength(1);
  });

  it('cannot set the version by hand, not even as the owner of the tables', async () => {
    await owner('update public.widget_configurations set version = 77 where id = $1', [tenant.booking.id]);
    const rows = await owner('select version from public.widget_configurations where id = $1', [tenant.booking.id]);
    expect(rows).toEqual([{ version: 2 }]);
  });

  it('cannot put a widget live whose restaurant has no time zone', async () => {
    const bare = await createTenant(test.urls.owner);
    await owner('update public.widget_configurations set is_active = false where tenant_id = $1', [bare.id]);
    await owner(`update public.widget_settings set time_zone = '' where tenant_id = $1`, [bare.id]);
    const activate = owner('update public.widget_configurations set is_active = true where id = $1', [bare.booking.id]);
    await expect(activate).rejects.toMatchObject({ code: 'WB006' });
  });
});

const setZone = (zone: string) =>
  owner('update public.widget_settings set time_zone = $2 where tenant_id = $1', [tenant.id, zone]);

const waitingCount = async (): Promise<unknown> => {
  const [row] = await owner(
    `select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row?.['count'];
};

describe('a change of the settings', () => {
  it('cannot take the time zone from a restaurant with a live widget', async () => {
    await owner('update public.widget_configurations set is_active = false where id = $1', [tenant.catering.id]);
    await expect(setZone('')).rejects.toMatchObject({ code: 'WB006' });
    await setZone('Europe/Ljubljana');
    await owner('update public.widget_configurations set is_active = false where tenant_id = $1', [tenant.id]);
    await setZone('');
    expect(await owner('select time_zone from public.widget_settings where tenant_id = $1', [tenant.id])).toEqual([
      { time_zone: '' },
    ]);
  });

  it('cannot take the time zone while a widget goes live, nor can one go live meanwhile', async () => {
    const clear = `update public.widget_settings set time_zone = '' where tenant_id = '${tenant.id}'`;
    const pause = `update public.widget_configurations set is_active = false where tenant_id = '${tenant.id}'`;
    const activate = `update public.widget_configurations set is_active = true where id = '${tenant.booking.id}'`;
    for (const [first, second] of [
      [activate, clear],
      [clear, activate],
    ] as const) {
      await owner(
        `${pause}; update public.widget_settings set time_zone = 'Europe/Rome' where tenant_id = '${tenant.id}'`,
      );
      await withClient(test.urls.owner, async (client) => {
        await client.query(`begin; ${first}`);
        const waiting = expect(owner(second)).rejects.toMatchObject({ code: 'WB006' });
        await expect.poll(waitingCount, { timeout: 10_000 }).toBe(1);
        await client.query('commit');
        await waiting;
      });
    }
  });
});

describe('a change of a booking or request', () => {
  it('bumps the version, is told, and is kept with old and new status', async () => {
    const booked = await database.visitor.createBooking(tenant.booking.key, buildBooking());
    const id = booked.ok ? booked.value.id : '';
    await owner(`update public.widget_bookings set status = 'seated' where id = $1`, [id]);
    const changed = (await messagesOn(test.urls.superuser, `tenant:${tenant.id}`)).at(-1);
    expect(changed).toMatchObject({ event: 'booking.changed', payload: { id, version: 2, status: 'seated' } });
    const events = await owner(
      `select kind, changes from public.widget_booking_events where booking_id = $1 and kind = 'changed'`,
      [id],
    );
    expect(events).toEqual([{ kind: 'changed', changes: { status: ['confirmed', 'seated'] } }]);
  });

  it('that changes nothing makes no version', async () => {
    const booked = await database.visitor.createBooking(tenant.booking.key, buildBooking());
    const id = booked.ok ? booked.value.id : '';
    await owner('update public.widget_bookings set status = status where id = $1', [id]);
    expect(await owner('select version from public.widget_bookings where id = $1', [id])).toEqual([{ version: 1 }]);
  });
});

describe('the emergency rollback of two statements', () => {
  it('works with live data, and restaurants can still be added, changed and removed', async () => {
    const other = await createTestDatabase();
    const doomed = await createTenant(other.urls.owner);
    await query(
      other.urls.owner,
      'DROP TABLE IF EXISTS public.widget_analytics; DROP TABLE IF EXISTS public.widget_configurations;',
    );
    await query(other.urls.owner, `insert into public.tenants (name, slug) values ('After', 'after')`);
    await query(other.urls.owner, `update public.tenants set name = 'Renamed' where slug = 'after'`);
    await query(other.urls.owner, `update public.widget_settings set time_zone = ''`);
    await query(other.urls.owner, 'delete from public.tenants where id = $1', [doomed.id]);
    expect(await query(other.urls.owner, 'select name from public.tenants')).toEqual([{ name: 'Renamed' }]);
    await other.drop();
  });
});
