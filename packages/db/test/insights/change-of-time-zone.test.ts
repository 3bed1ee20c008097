import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rebuildRollups } from '../../src/jobs/rebuild-rollups.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { query } from '../support/query.ts';
import { rollupsOf, waitingRebuilds } from '../support/rollups.ts';
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

describe('a change of time zone', () => {
  it('dates the days anew, once what was dated in the old zone has been written', async () => {
    // Written twice, so with ids that stay.
    const events = fc.sample(happenings, 4).flatMap((each) => each.map((event) => ({ ...event, id: randomUUID() })));
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

  it('dates anew what is stored and not counted yet, also where nothing was counted before', async () => {
    await write(owner, tenant, timeZone, [viewAgo(1)], 1, 'store_insights');
    await query(owner, `update public.widget_settings set time_zone = 'Pacific/Honolulu' where tenant_id = $1`, [
      tenant.id,
    ]);
    expect(await waitingRebuilds(owner, tenant.id)).toHaveLength(1);
  });

  it('asks for nothing where nothing was counted, or where another setting changed', async () => {
    await query(owner, `update public.widget_settings set time_zone = 'Europe/Paris' where tenant_id = $1`, [
      tenant.id,
    ]);
    expect(await waitingRebuilds(owner, tenant.id)).toEqual([]);
    await write(owner, tenant, 'Europe/Paris', [viewAgo(1)]);
    await query(owner, `update public.widget_settings set name = 'New', time_zone = time_zone where tenant_id = $1`, [
      tenant.id,
    ]);
    expect(await waitingRebuilds(owner, tenant.id)).toEqual([]);
  });
});
