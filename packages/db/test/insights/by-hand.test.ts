import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuildRollups } from '../../src/jobs/rebuild-rollups.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { countByHand } from '../support/count-by-hand.ts';
import { askForRebuild, rollupsOf, spoilRollups, type Rollups } from '../support/rollups.ts';
import { createTenant } from '../support/tenant.ts';
import { happeningsBefore, write } from '../support/visits.ts';

let test: TestDatabase;
let owner: string;

beforeAll(async () => {
  test = await createTestDatabase();
  owner = test.urls.owner;
});

afterAll(() => test.drop());

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
          expect(tablesOf(counted)).toEqual({ days: sorted(byHand.days), turnedAway: sorted(byHand.turnedAway) });
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
