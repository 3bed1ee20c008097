import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rebuildRollups, type RebuildStep } from '../../src/jobs/rebuild-rollups.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { query } from '../support/query.ts';
import { askForRebuild, daysThatDoNotAddUp, rollupsOf, spoilRollups, waitingRebuilds } from '../support/rollups.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';
import { happenings, viewAgo, write } from '../support/visits.ts';

const timeZone = 'Asia/Kathmandu';
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

function sum(rows: readonly Record<string, unknown>[]): number {
  const counts = rows.flatMap((row) => [row['views'], row['interactions'], row['conversions']]);
  return counts.reduce<number>((total, count) => total + Number(count), 0);
}

describe('a run that counts again', () => {
  it('puts a restaurant off that it cannot count, and goes on with the others', async () => {
    const broken = await createTenant(owner);
    await write(owner, broken, 'Europe/Rome', [viewAgo(1)]);
    await query(
      owner,
      `alter table public.widget_settings disable trigger user;
       update public.widget_settings set time_zone = 'Nowhere/Bad' where tenant_id = '${broken.id}';
       alter table public.widget_settings enable trigger user`,
    );
    await query(owner, 'select widget_private.rebuild_rollups(null, null, $1::uuid)', [broken.id]);
    await askForRebuild(owner, tenant.id);
    const counted: string[] = [];
    const run = rebuildRollups(owner, { onStep: ({ tenantId }) => counted.push(tenantId) });
    await expect(run).rejects.toThrow('Totals of 1 restaurants are put off.');
    expect(counted).toContain(tenant.id);
    expect(counted).not.toContain(broken.id);
    expect(await rebuildRollups(owner)).toBe(0);
    await query(owner, 'delete from public.tenants where id = $1', [broken.id]);
  });

  it('is exact while events are coming in', async () => {
    await write(
      owner,
      tenant,
      timeZone,
      Array.from({ length: 40 }, (_, index) => viewAgo(index % 8)),
    );
    await spoilRollups(owner, tenant.id);
    await askForRebuild(owner, tenant.id);
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
    await askForRebuild(owner, tenant.id);
    await rebuildRollups(owner);
    expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
  });

  it('goes on where it was stopped', async () => {
    await write(
      owner,
      tenant,
      timeZone,
      Array.from({ length: 20 }, (_, index) => viewAgo(index)),
    );
    const counted = await rollupsOf(owner, tenant.id);
    await spoilRollups(owner, tenant.id);
    await askForRebuild(owner, tenant.id);
    const steps: RebuildStep[] = [];
    const stop = new AbortController();
    const onStep = (step: RebuildStep): void => {
      steps.push(step);
      stop.abort();
    };
    expect(await rebuildRollups(owner, { maxEvents: 4, signal: stop.signal, onStep })).toBe(0);
    const [{ next_day: nextDay } = {}] = await waitingRebuilds(owner, tenant.id);
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
      Array.from({ length: 20 }, (_, index) => viewAgo(index)),
    );
    const counted = await rollupsOf(owner, tenant.id);
    await spoilRollups(owner, tenant.id);
    await askForRebuild(owner, tenant.id);
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
    expect(await waitingRebuilds(owner, tenant.id)).toHaveLength(1);
    expect(await rebuildRollups(owner, { maxEvents: 4 })).toBe(1);
    expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
    expect(await waitingRebuilds(owner, tenant.id)).toEqual([]);
  });

  it('waits for no restaurant when it is asked for all: a removal of several may wait for it', async () => {
    const other = await createTenant(owner, timeZone);
    const remover = new Client({ connectionString: owner });
    await remover.connect();
    await remover.query('begin');
    await remover.query('delete from public.tenants where id = $1', [other.id]);
    await expect(query(owner, 'select widget_private.rebuild_rollups(null, null)')).rejects.toMatchObject({
      code: '55P03',
    });
    expect(await waitingRebuilds(owner, tenant.id)).toEqual([]);
    await remover.query('commit');
    await remover.end();
    await query(owner, 'select widget_private.rebuild_rollups(null, null)');
    expect(await waitingRebuilds(owner, tenant.id)).toHaveLength(1);
    await rebuildRollups(owner);
  });

  it('is shared by two runs at once', async () => {
    const others = [tenant, await createTenant(owner, timeZone), await createTenant(owner, timeZone)];
    for (const each of others) await write(owner, each, timeZone, [viewAgo(40), viewAgo(1), viewAgo(0)]);
    const counted = await Promise.all(others.map(({ id }) => rollupsOf(owner, id)));
    await query(owner, 'select widget_private.rebuild_rollups(null, null)');
    const [one, two] = await Promise.all([rebuildRollups(owner), rebuildRollups(owner)]);
    const [tenants] = await query(owner, 'select count(*)::integer as count from public.tenants');
    expect(one + two).toBe(tenants?.['count']);
    expect(await Promise.all(others.map(({ id }) => rollupsOf(owner, id)))).toEqual(counted);
  });
});
