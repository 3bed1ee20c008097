import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rebuildRollups } from '../../src/jobs/rebuild-rollups.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { visit } from '../support/inputs.ts';
import { query } from '../support/query.ts';
import { askForRebuild, rollupsOf, spoilRollups } from '../support/rollups.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';
import { happenings, localDateOf, viewAgo, write } from '../support/visits.ts';

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

describe('counting again', () => {
  it('comes to exactly what was counted event by event, in whatever order they arrived', async () => {
    await fc.assert(
      fc.asyncProperty(happenings, async (events) => {
        await write(owner, tenant, timeZone, events);
        const counted = await rollupsOf(owner, tenant.id);
        await askForRebuild(owner, tenant.id);
        expect(await rebuildRollups(owner)).toBe(1);
        expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
      }),
      { numRuns: 5, endOnFailure: true },
    );
    const counted = await rollupsOf(owner, tenant.id);
    await spoilRollups(owner, tenant.id);
    await askForRebuild(owner, tenant.id);
    await rebuildRollups(owner, { maxEvents: 5 });
    expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
  });

  it('keeps the values that had their place before the bound was reached', async () => {
    const visits = Array.from({ length: 110 }, (_, index) => ({
      ...viewAgo(1),
      // Later ones come first in the alphabet and in time.
      at: new Date(Date.now() - dayMs - index * 1000),
      visit: { ...visit, pageUrl: `https://a.example/${String(900 - index)}` },
    }));
    await write(owner, tenant, timeZone, visits);
    const counted = await rollupsOf(owner, tenant.id);
    await spoilRollups(owner, tenant.id);
    await askForRebuild(owner, tenant.id);
    await rebuildRollups(owner);
    expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
  });

  it('touches the days that were asked for alone', async () => {
    await write(owner, tenant, timeZone, [viewAgo(3), viewAgo(2), viewAgo(1)]);
    await spoilRollups(owner, tenant.id);
    const day = localDateOf(viewAgo(2).at, timeZone);
    await askForRebuild(owner, tenant.id, day, day);
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
      viewAgo(2, sessionId),
      viewAgo(1, sessionId),
      { ...viewAgo(0, sessionId), type: 'conversion' },
    ]);
    const counted = await rollupsOf(owner, tenant.id);
    const day = localDateOf(viewAgo(1).at, timeZone);
    await askForRebuild(owner, tenant.id, day, day);
    await rebuildRollups(owner);
    expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
    const first = localDateOf(viewAgo(2).at, timeZone);
    await askForRebuild(owner, tenant.id, first, first);
    await rebuildRollups(owner);
    expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
  });

  it('leaves alone what cannot be counted again, since its events are gone or were never there', async () => {
    await write(owner, tenant, timeZone, [viewAgo(5), viewAgo(3), viewAgo(1)]);
    const counted = await rollupsOf(owner, tenant.id);
    await query(owner, `insert into widget_private.insight_horizons values ($1, now() - interval '2 days')`, [
      tenant.id,
    ]);
    await query(
      owner,
      `delete from public.widget_analytics where tenant_id = $1 and "timestamp" < now() - interval '2 days'`,
      [tenant.id],
    );
    await askForRebuild(owner, tenant.id);
    await rebuildRollups(owner);
    expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
    await query(owner, 'delete from public.widget_analytics where tenant_id = $1', [tenant.id]);
    await askForRebuild(owner, tenant.id);
    await rebuildRollups(owner);
    expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
  });
});
