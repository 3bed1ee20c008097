import { randomUUID } from 'node:crypto';
import { addDays } from '@blunari/schema/calendar';
import { insightDimensions } from '@blunari/schema/insights';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../src/client.ts';
import { rebuildRollups } from '../../src/jobs/rebuild-rollups.ts';
import { readDays } from '../../src/queries/insights/read-days.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { countByHand, type HandCount } from '../support/count-by-hand.ts';
import { askForRebuild, rollupsOf, spoilRollups, type Rollups } from '../support/rollups.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';
import { happeningsBefore, write } from '../support/visits.ts';

let test: TestDatabase;
let owner: string;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  owner = test.urls.owner;
  database = createDatabase({ url: test.urls.api });
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

/** Zones of half hours and quarter hours, and days on which the clocks change. */
const places = [
  ['Asia/Kathmandu', '2026-11-20T12:00Z'],
  ['Europe/Rome', '2026-10-25T12:00Z'],
  ['America/St_Johns', '2026-11-01T18:00Z'],
  ['Australia/Lord_Howe', '2026-10-04T06:00Z'],
  ['Pacific/Kiritimati', '2026-11-20T12:00Z'],
] as const;

/** In one order, and without what no hand counts. */
const sorted = (rows: readonly Record<string, unknown>[]): readonly string[] =>
  rows
    .map((row) =>
      Object.keys(row)
        .filter((column) => column !== 'last_view_at')
        .toSorted()
        .map((column) => `${column} ${String(row[column])}`)
        .join(', '),
    )
    .toSorted();

const tablesOf = ({ days, turnedAway }: Pick<Rollups, 'days' | 'turnedAway'>) => ({
  days: sorted(days),
  turnedAway: sorted(turnedAway),
});

const isUnknown = ({ dimension, value }: HandCount['days'][number]): boolean => dimension !== 'total' && value === '';

/** What is read of visits whose value of a dimension is not known, and what hands counted of them: by day, both widgets. */
async function unknownOf(tenant: TestTenant, byHand: HandCount, until: string) {
  const scope = { tenantId: tenant.id, widgetIds: [tenant.booking.id, tenant.catering.id] };
  const days = { from: addDays(until.slice(0, 10), -4), to: addDays(until.slice(0, 10), 2) };
  const read: string[] = [];
  for (const dimension of insightDimensions) {
    const found = await database.as(tenant.viewer, (tx) => readDays(tx, scope, days, { dimension, value: '' }));
    for (const [day, { views, interactions, conversions, sessions, covers }] of found) {
      const counts = [views, interactions, conversions, sessions, covers];
      if (counts.some((count) => count !== 0)) read.push([dimension, day, ...counts].join(' '));
    }
  }
  const counted = Map.groupBy(byHand.days.filter(isUnknown), (row) => `${row['dimension']} ${row['local_date']}`);
  const byDay = [...counted].map(([place, rows]) => {
    const sum = (column: string) => rows.reduce((all, row) => all + Number(row[column]), 0);
    return [place, ...['views', 'interactions', 'conversions', 'sessions', 'covers'].map(sum)].join(' ');
  });
  return { read: read.toSorted(), counted: byDay.toSorted() };
}

describe('what is counted', () => {
  it.each(places)('is in %s what a count by hand comes to, at once and counted again', async (timeZone, until) => {
    await fc.assert(
      fc.asyncProperty(
        happeningsBefore(new Date(until)),
        fc.integer({ min: 1, max: 12 }),
        async (happened, batchesInCall) => {
          const tenant = await createTenant(owner, timeZone);
          const events = happened.map((event) => ({ ...event, id: randomUUID() }));
          // Some arrive again, others in the same call twice.
          const sent = [...events, ...events.slice(0, 5), ...events.slice(0, 2)];
          await write(owner, tenant, timeZone, sent, batchesInCall);
          const counted = await rollupsOf(owner, tenant.id);
          const byHand = countByHand(events, { booking: tenant.booking.id, catering: tenant.catering.id }, timeZone);
          const known = byHand.days.filter((row) => !isUnknown(row));
          expect(tablesOf(counted)).toEqual({ days: sorted(known), turnedAway: sorted(byHand.turnedAway) });
          const unknown = await unknownOf(tenant, byHand, until);
          expect(unknown.read).toEqual(unknown.counted);
          await spoilRollups(owner, tenant.id);
          await askForRebuild(owner, tenant.id);
          await rebuildRollups(owner, { maxEvents: 7 });
          expect(await rollupsOf(owner, tenant.id)).toEqual(counted);
        },
      ),
      { numRuns: 6, endOnFailure: true },
    );
  });
});
