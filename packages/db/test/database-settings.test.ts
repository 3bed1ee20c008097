import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type Database } from '../src/client.ts';
import { applyRetention } from '../src/jobs/apply-retention.ts';
import { countRefusedInsights } from '../src/jobs/count-refused-insights.ts';
import { expireBookings } from '../src/jobs/expire-bookings.ts';
import { rebuildRollups } from '../src/jobs/rebuild-rollups.ts';
import { migrate } from '../src/migrate/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { buildBooking, buildEvent, visit } from './support/inputs.ts';
import { query } from './support/query.ts';
import { wrongChecks } from './support/script.ts';
import { createBusyTenant } from './support/tenant-changes.ts';
import { createTenant, type TestTenant } from './support/tenant.ts';

let test: TestDatabase;
let database: Database;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  // Whatever a product has set for its own database.
  for (const setting of [
    `datestyle = 'SQL, DMY'`,
    `default_transaction_isolation = 'repeatable read'`,
    'quote_all_identifiers = on',
    `intervalstyle = 'sql_standard'`,
  ]) {
    await query(test.urls.superuser, `alter database ${test.name} set ${setting}`);
  }
  database = createDatabase({ url: test.urls.api, poolSize: 10 });
  tenant = await createTenant(test.urls.owner, 'UTC');
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

it('a database of settings of its own is migrated, and its checks are ok', async () => {
  expect(await wrongChecks(test.urls.owner)).toEqual([]);
  expect((await migrate(test.urls.owner)).applied).toEqual([]);
});

it('there guests book and look at the same time, and totals are counted again', async () => {
  const answers = await Promise.all(
    [0, 1, 2, 3, 4, 5].flatMap(() => [
      database.visitor.createBooking(tenant.booking.key, buildBooking({ partySize: 1 })),
      database.visitor.recordEvents(tenant.booking.key, { events: [buildEvent()], visit }),
    ]),
  );
  expect(answers.filter((answer) => !answer.ok)).toEqual([]);
  await query(test.urls.owner, 'select widget_private.rebuild_rollups(null, null)');
  expect(await rebuildRollups(test.urls.owner)).toBe(1);
});

/** What each job comes to, and the settings that each table was written under. */
async function runJobs(settings: readonly string[]): Promise<unknown> {
  const own = await createTestDatabase();
  const { owner, superuser, api } = own.urls;
  for (const setting of settings) await query(superuser, `alter database ${own.name} set ${setting}`);
  const ownDatabase = createDatabase({ url: api });
  const { id, booking } = await createBusyTenant({ owner, database: ownDatabase });
  await query(
    owner,
    `insert into widget_private.waiting_insights (tenant_id, widget_id, events, visit, refused_at)
     values ('${id}', '${booking.id}', '[]', '{}', now()), ('${id}', '${booking.id}', '[]', '{}', now() - interval '31 days');
     create table public.written (what text, settings text, unique (what, settings));
     create function public.note() returns trigger language plpgsql security definer as $$begin
       insert into public.written values (tg_table_name, concat_ws(', ', current_setting('transaction_isolation'),
         current_setting('datestyle'), current_setting('intervalstyle'), current_setting('timezone')))
       on conflict do nothing;
       return null;
     end$$;
     create trigger note after update on public.widget_bookings for each row execute function public.note();
     create trigger note after update on public.widget_booking_slots for each row execute function public.note();
     create trigger note after insert or update on public.widget_analytics_daily for each row execute function public.note();
     create trigger note after delete on widget_private.waiting_insights for each row execute function public.note()`,
  );
  const done = {
    expired: await expireBookings(owner),
    forgotten: await applyRetention(owner),
    rebuilt: await rebuildRollups(owner),
    refused: await countRefusedInsights(owner),
    written: await query(owner, 'select what, settings from public.written order by what, settings'),
  };
  await ownDatabase.close();
  await own.drop();
  return done;
}

it('every job does there what it does anywhere, and writes under settings of its own', async () => {
  const settings = 'read committed, ISO, YMD, postgres, UTC';
  const done = {
    expired: 1,
    forgotten: 4,
    rebuilt: 1,
    refused: 1,
    written: ['waiting_insights', 'widget_analytics_daily', 'widget_booking_slots', 'widget_bookings'].map((what) => ({
      what,
      settings,
    })),
  };
  expect(await runJobs([])).toEqual(done);
  expect(
    await runJobs([
      `default_transaction_isolation = 'serializable'`,
      `datestyle = 'SQL, DMY'`,
      `intervalstyle = 'sql_standard'`,
      `timezone = 'Asia/Kathmandu'`,
    ]),
  ).toEqual(done);
});
