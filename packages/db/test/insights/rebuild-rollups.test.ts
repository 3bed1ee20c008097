import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rebuildRollups, type RebuildStep } from '../../src/jobs/rebuild-rollups.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { visit } from '../support/inputs.ts';
import { query } from '../support/query.ts';
import { daysThatDoNotAddUp, rollupsOf } from '../support/rollups.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';
import { happenings, localDateOf, write, type Happening } from '../support/visits.ts';

const timeZone = 'Asia/Kathmandu';
const dayMs = 24 * 3_600_000;
let test: TestDatabase;
let owner: string;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  owner = test.urls.owner;
});

beforeEach(async () => {
  tenant = await createTenant(owner, timeZone);
});

afterAll(() => test.drop());

const askFor = (from: string | null = null, to: string | null = null) =>
  query(owner, 'select widget_private.rebuild_rollups($1::date, $2::date, $3::uuid)', [from, to, tenant.id]);

const waiting = () =>
  query(owner, 'select next_day::text from widget_private.rollup_rebuilds where tenant_id = $1', [tenant.id]);

const spoil = () =>
  query(
    owner,
    `update public.widget_analytics_daily set views = views + 7, sessions = 0 where tenant_id = '${tenant.id}';
     update public.widget_analytics_buckets set views = 0 where tenant_id = '${tenant.id}';
     update widget_private.insight_sessions set converted = not converted where tenant_id = '${tenant.id}'`,
  );

const view = (daysAgo: number, sessionId = randomUUID()): Happening => ({
  widget: 'booking',
  type: 'view',
  sessionId,
  at: new Date(Date.now() - daysAgo * dayMs),
  metadata: {},
  visit,
});

function sum(rows: readonly Record<string, unknown>[]): number {
  const counts = rows.flatMap((row) => [row['views'], row['interactions'], row['conversions']]);
  return counts.reduce<number>((total, count) => total + Number(count), 0);
}

describe('counting again', () => {
  it('puts a restaurant off that it cannot count, and goes on with the others', async () => {
    const broken = await createTenant(owner);
    await write(owner, broken, 'Europe/Rome', [view(1)]);
    await query(
      owner,
      `alter table public.widget_settings disable trigger user;
       update public.widget_settings set time_zone = 'Nowhere/Bad' where tenant_id = '${broken.id}';
       alter table public.widget_settings enable trigger user`,
    );
    await query(owner, 'select widget_private.rebuild_rollups(null, null, $1::uuid)', [broken.id]);
    await askFor();
    const counted: string[] = [];
    const run = rebuildRollups(owner, { onStep: ({ tenantId }) => counted.push(tenantId) });
    await expect(run).rejects.toThrow('Totals of 1 restaurants are put off.');
    expect(counted).toContain(tenant.id);
    expect(counted).not.toContain(broken.id);
    expect(await rebuildRollups(owner)).toBe(0);
    await query(owner, 'delete from public.tenants where id = $1', [broken.id]);
  });

  it('comes to exactly what was counted event by event, in whatever order they arrived', async () => {
    await fc.assert(
      fc.asyncProperty(happenings, async (events) => {
        await write(owner, tenant, timeZone, events);
        const counted = await rollupsOf(owner, tenant.id);
        await askFor();
        expect(await rebuildRollups(owner)).toBe(1);
        expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
      }),
      { numRuns: 5, endOnFailure: true },
    );
    const counted = await rollupsOf(owner, tenant.id);
    await spoil();
    await askFor();
    await rebuildRollups(owner, { maxEvents: 5 });
    expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
  });

  it('keeps the values that had their place before the bound was reached', async () => {
    const visits = Array.from({ length: 110 }, (_, index) => ({
      ...view(1),
      // Later ones come first in the alphabet and in time.
      at: new Date(Date.now() - dayMs - index * 1000),
      visit: { ...visit, pageUrl: `https://a.example/${String(900 - index)}` },
    }));
    await write(owner, tenant, timeZone, visits);
    const counted = await rollupsOf(owner, tenant.id);
    await spoil();
    await askFor();
    await rebuildRollups(owner);
    expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
  });

  it('touches the days that were asked for alone', async () => {
    await write(owner, tenant, timeZone, [view(3), view(2), view(1)]);
    await spoil();
    const day = localDateOf(view(2).at, timeZone);
    await askFor(day, day);
    await rebuildRollups(owner);
    const rows = await query(
      owner,
      `select views from public.widget_analytics_daily where tenant_id = $1 and dimension = 'total' order by local_date`,
      [tenant.id],
    );
    expect(rows.map((row) => row['views'])).toEqual([8, 1, 8]);
  });

  it('leaves a session on the day before the first one that is counted again', async () => {
    const sessionId = randomUUID();
    await write(owner, tenant, timeZone, [
      view(2, sessionId),
      view(1, sessionId),
      { ...view(0, sessionId), type: 'conversion' },
    ]);
    const counted = await rollupsOf(owner, tenant.id);
    const day = localDateOf(view(1).at, timeZone);
    await askFor(day, day);
    await rebuildRollups(owner);
    expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
    const first = localDateOf(view(2).at, timeZone);
    await askFor(first, first);
    await rebuildRollups(owner);
    expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
  });

  it('leaves alone what cannot be counted again, since its events are gone or were never there', async () => {
    await write(owner, tenant, timeZone, [view(5), view(3), view(1)]);
    const counted = await rollupsOf(owner, tenant.id);
    await query(owner, `insert into widget_private.insight_horizons values ($1, now() - interval '2 days')`, [
      tenant.id,
    ]);
    await query(
      owner,
      `delete from public.widget_analytics where tenant_id = $1 and "timestamp" < now() - interval '2 days'`,
      [tenant.id],
    );
    await askFor();
    await rebuildRollups(owner);
    expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
    await query(owner, 'delete from public.widget_analytics where tenant_id = $1', [tenant.id]);
    await askFor();
    await rebuildRollups(owner);
    expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
  });

  it('is exact while events are coming in', async () => {
    await write(
      owner,
      tenant,
      timeZone,
      Array.from({ length: 40 }, (_, index) => view(index % 8)),
    );
    await spoil();
    await askFor();
    const done = new AbortController();
    const writers = Array.from({ length: 4 }, async () => {
      do await write(owner, tenant, timeZone, fc.sample(happenings, 1)[0] ?? []);
      while (!done.signal.aborted);
    });
    await rebuildRollups(owner, { maxEvents: 5 });
    done.abort();
    await Promise.all(writers);
    const counted = await rollupsOf(owner, tenant.id);
    const [stored] = await query(
      owner,
      'select count(*)::integer as count from public.widget_analytics where tenant_id = $1',
      [tenant.id],
    );
    expect(sum(counted.buckets)).toBe(stored?.['count']);
    expect(sum(counted.days.filter((row) => row['dimension'] === 'total'))).toBe(stored?.['count']);
    expect(await daysThatDoNotAddUp(owner, tenant.id)).toEqual([]);
    await askFor();
    await rebuildRollups(owner);
    expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
  });

  it('goes on where it was stopped', async () => {
    await write(
      owner,
      tenant,
      timeZone,
      Array.from({ length: 20 }, (_, index) => view(index)),
    );
    const counted = await rollupsOf(owner, tenant.id);
    await spoil();
    await askFor();
    const steps: RebuildStep[] = [];
    const stop = new AbortController();
    const onStep = (step: RebuildStep): void => {
      steps.push(step);
      stop.abort();
    };
    expect(await rebuildRollups(owner, { maxEvents: 4, signal: stop.signal, onStep })).toBe(0);
    const [{ next_day: nextDay } = {}] = await waiting();
    expect(steps).toMatchObject([{ tenantId: tenant.id, isLast: false }]);
    await rebuildRollups(owner, { onStep });
    expect(steps[1]).toMatchObject({ tenantId: tenant.id, days: { first: nextDay }, isLast: true });
    expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
  });

  it('leaves no half step when it is killed, and the next run finishes', async () => {
    await write(
      owner,
      tenant,
      timeZone,
      Array.from({ length: 20 }, (_, index) => view(index)),
    );
    const counted = await rollupsOf(owner, tenant.id);
    await spoil();
    await askFor();
    const holder = new Client({ connectionString: owner });
    await holder.connect();
    let killed: Promise<unknown> = Promise.resolve();
    await new Promise<void>((resolve, reject) => {
      killed = rebuildRollups(owner, {
        maxEvents: 4,
        onStep: () => {
          // The next step counts until it comes to this row, and dies there.
          holder
            .query(`begin; select from public.widget_analytics_daily where tenant_id = '${tenant.id}' for update`)
            .then(() => resolve(), reject);
        },
      }).catch((error: unknown) => error);
    });
    await expect
      .poll(() =>
        query(
          owner,
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock' and query like '%rebuild_days%'
             and pid <> pg_backend_pid()`,
        ),
      )
      .toHaveLength(1);
    expect(await killed).toBeInstanceOf(Error);
    await holder.end();
    expect(await waiting()).toHaveLength(1);
    expect(await rebuildRollups(owner, { maxEvents: 4 })).toBe(1);
    expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
    expect(await waiting()).toEqual([]);
  });

  it('is shared by two runs at once', async () => {
    const others = [tenant, await createTenant(owner, timeZone), await createTenant(owner, timeZone)];
    for (const each of others) await write(owner, each, timeZone, [view(40), view(1), view(0)]);
    const counted = await Promise.all(others.map(({ id }) => rollupsOf(owner, id)));
    await query(owner, 'select widget_private.rebuild_rollups(null, null)');
    const [one, two] = await Promise.all([rebuildRollups(owner), rebuildRollups(owner)]);
    const [tenants] = await query(owner, 'select count(*)::integer as count from public.tenants');
    expect(one + two).toBe(tenants?.['count']);
    expect(await Promise.all(others.map(({ id }) => rollupsOf(owner, id)))).toEqual(counted);
  });
});

describe('a change of time zone', () => {
  it('dates the days anew, once what was dated in the old zone has been written', async () => {
    const events = fc.sample(happenings, 4).flat();
    await write(owner, tenant, timeZone, events);
    const before = await rollupsOf(owner, tenant.id);
    await query(owner, `update public.widget_settings set time_zone = 'Pacific/Honolulu' where tenant_id = $1`, [
      tenant.id,
    ]);
    expect(await rebuildRollups(owner)).toBe(0);
    await query(owner, `update widget_private.rollup_rebuilds set not_before = now() where tenant_id = $1`, [
      tenant.id,
    ]);
    expect(await rebuildRollups(owner)).toBe(1);
    const after = await rollupsOf(owner, tenant.id);
    expect(after.buckets).toEqual(before.buckets);
    expect(after.days).not.toEqual(before.days);
    // As at a restaurant that was always there.
    await query(
      owner,
      `truncate public.widget_analytics, public.widget_analytics_buckets, public.widget_analytics_daily, widget_private.insight_sessions`,
    );
    await write(owner, tenant, 'Pacific/Honolulu', events);
    const always = await rollupsOf(owner, tenant.id);
    expect(after.days).toEqual(always.days);
  });

  it('asks for nothing where nothing was counted, or where another setting changed', async () => {
    await query(owner, `update public.widget_settings set time_zone = 'Europe/Paris' where tenant_id = $1`, [
      tenant.id,
    ]);
    expect(await waiting()).toEqual([]);
    await write(owner, tenant, 'Europe/Paris', [view(1)]);
    await query(owner, `update public.widget_settings set name = 'New', time_zone = time_zone where tenant_id = $1`, [
      tenant.id,
    ]);
    expect(await waiting()).toEqual([]);
  });
});
