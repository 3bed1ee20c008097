import { randomUUID } from 'node:crypto';
import { addCounts, bucketOf, type ConnectionReport } from '@blunari/schema/rollout';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { applyRetention } from '../../src/jobs/apply-retention.ts';
import { goOnWithBatch, moveTenant, planRollout, setStage } from '../../src/queries/rollouts/change-rollout.ts';
import { readConnections } from '../../src/queries/rollouts/read-connections.ts';
import { recordSaves, type SavesOfMinute } from '../../src/queries/rollouts/record-saves.ts';
import { reportConnection } from '../../src/queries/rollouts/report-connection.ts';
import { setUpRolloutDesk, type RolloutDesk } from '../support/rollout-desk.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';

let desk: RolloutDesk;
let mine: TestTenant;
let other: TestTenant;

const reason = 'A test';

beforeAll(async () => {
  desk = await setUpRolloutDesk();
  mine = await createTenant(desk.test.urls.owner);
  other = await createTenant(desk.test.urls.owner);
});

afterAll(() => desk.stop());

beforeEach(async () => {
  await desk.sql('delete from public.widget_save_minutes; delete from public.widget_connection_reports');
});

const minuteAgo = (minutes: number): string =>
  `${new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 16)}:00.000Z`;

const savesOf = (widgetId: string, more: Partial<SavesOfMinute> = {}): SavesOfMinute => ({
  widgetId,
  minute: minuteAgo(1),
  component: 'editor',
  saves: 1,
  errors: 0,
  durations: { [bucketOf(60)]: 1 },
  failures: {},
  ...more,
});

const record = (who: TestTenant['editor'], sums: readonly SavesOfMinute[]): Promise<number> =>
  desk.database.as(who, (tx) => recordSaves(tx, sums));

const stored = () =>
  desk.sql(
    `select tenant_id::text as tenant, component, saves, errors, durations, failures
     from public.widget_save_minutes order by tenant_id, component, minute`,
  );

describe('saves', () => {
  it('of both widgets, several people and calls add up by restaurant, minute and component', async () => {
    const minute = minuteAgo(1);
    await record(mine.editor, [savesOf(mine.booking.id, { minute }), savesOf(mine.catering.id, { minute, saves: 2 })]);
    await record(mine.owner, [
      savesOf(mine.booking.id, {
        minute,
        errors: 1,
        durations: { 9: 1 },
        failures: { 'invalid_input party.max: 9': 1 },
      }),
    ]);
    await record(mine.owner, [savesOf(mine.booking.id, { minute, component: 'form' })]);
    expect(await stored()).toEqual([
      {
        tenant: mine.id,
        component: 'editor',
        saves: 4,
        errors: 1,
        durations: { [bucketOf(60)]: 2, 9: 1 },
        failures: { 'invalid_input party.max: 9': 1 },
      },
      { tenant: mine.id, component: 'form', saves: 1, errors: 0, durations: { [bucketOf(60)]: 1 }, failures: {} },
    ]);
  });

  it('are counted for those alone who may save there, and only of the last minutes', async () => {
    expect(await record(mine.viewer, [savesOf(mine.booking.id)])).toBe(0);
    expect(await record(mine.owner, [savesOf(other.booking.id), savesOf(randomUUID())])).toBe(0);
    expect(await record(mine.editor, [savesOf(mine.booking.id, { minute: minuteAgo(20) })])).toBe(0);
    expect(await record(mine.editor, [savesOf(mine.booking.id, { minute: minuteAgo(-5) })])).toBe(0);
    expect(await stored()).toEqual([]);
    expect(await record(mine.editor, [savesOf(mine.booking.id), savesOf(other.booking.id)])).toBe(1);
  });

  it('of somebody who exaggerates stay within what all sums hold, and keep the job at work', async () => {
    const huge = 2_000_000_000;
    const boast = savesOf(mine.booking.id, {
      saves: huge,
      durations: { 1: huge },
      failures: { x: huge },
    });
    for (let call = 0; call < 3; call++) expect(await record(mine.editor, [boast])).toBe(1);
    const million = 1_000_000;
    expect(await stored()).toEqual([
      {
        tenant: mine.id,
        component: 'editor',
        saves: million,
        errors: 0,
        durations: { 1: million },
        failures: { x: million },
      },
    ]);
    await desk.sql(`update public.widget_save_minutes set minute = minute - interval '2 hours'`);
    await desk.sql(`select widget_private.sum_hours('widget_management_v2')`);
  });

  it('with more reasons for failures than a minute holds keep the first that fit, and count all the same', async () => {
    const minute = minuteAgo(1);
    const failed = (name: string, length: number): SavesOfMinute =>
      savesOf(mine.booking.id, { minute, errors: 1, durations: {}, failures: { [name.padEnd(length, '.')]: 1 } });
    const ofForm = savesOf(mine.booking.id, { minute, component: 'form' });
    expect(await record(mine.editor, [failed('a', 20_000), ofForm])).toBe(2);
    expect(await record(mine.editor, [failed('b', 8000), failed('c', 8000), ofForm])).toBe(3);
    expect(await record(mine.editor, [failed('d', 8000), failed('e', 100), ofForm])).toBe(3);
    expect(await stored()).toMatchObject([
      {
        saves: 5,
        errors: 5,
        failures: { ['b'.padEnd(8000, '.')]: 1, ['c'.padEnd(8000, '.')]: 1, ['e'.padEnd(100, '.')]: 1 },
      },
      { saves: 3 },
    ]);
  });

  it('that are no counts are refused, and nothing of them is stored', async () => {
    for (const broken of [
      { saves: -1 },
      // JSON has no such number, and sends none.
      { saves: Number.NaN },
      { errors: 5 },
      { durations: { '1': 1.5 } },
      { minute: `${new Date().toISOString().slice(0, 17)}30.000Z` },
    ]) {
      await expect(record(mine.editor, [savesOf(mine.booking.id, broken)])).rejects.toThrow();
    }
    const tooMany = Array.from({ length: 101 }, () => savesOf(mine.booking.id));
    await expect(record(mine.editor, tooMany)).rejects.toThrow('At most 100 sums');
    expect(await stored()).toEqual([]);
  });

  it('are added in SQL as in TypeScript', async () => {
    const counts = fc.dictionary(fc.stringMatching(/^[a-z0-9]{1,3}$/), fc.integer({ min: 0, max: 1000 }), {
      maxKeys: 8,
    });
    await fc.assert(
      fc.asyncProperty(counts, counts, async (one, more) => {
        const [row] = await desk.sql('select widget_private.add_counts($1::jsonb, $2::jsonb) as sums', [
          JSON.stringify(one),
          JSON.stringify(more),
        ]);
        expect(row?.['sums']).toEqual({ ...addCounts(one, more) });
      }),
      { numRuns: 30 },
    );
  });
});

const report = (tenantId: string, more: Partial<ConnectionReport> = {}): ConnectionReport => ({
  id: randomUUID(),
  tenantId,
  component: 'editor',
  onlineMs: 1_800_000,
  drops: 0,
  recoveriesMs: [],
  hasPolled: false,
  ...more,
});

const send = (who: TestTenant['viewer'], sent: ConnectionReport) =>
  desk.database.as(who, (tx) => reportConnection(tx, sent));

describe('reports of lines', () => {
  it('go with the batch of their restaurant, and with none where it was decided by hand', async () => {
    await desk.act((tx) => setStage(tx, { stage: 'off', reason }));
    await desk.act((tx) => planRollout(tx, { batches: [{ target: { by: 'percent', percent: 100 } }], reason }));
    await desk.act((tx) => goOnWithBatch(tx, { batch: 1, reason }));
    await desk.act((tx) => moveTenant(tx, { tenantId: other.id, to: 'editor', reason }));
    await send(mine.viewer, report(mine.id, { drops: 3, recoveriesMs: [100, 200, 900] }));
    await send(mine.viewer, report(mine.id, { hasPolled: true }));
    await send(other.viewer, report(other.id, { component: 'form' }));
    const { groups } = await desk.ask((tx) => readConnections(tx, minuteAgo(5)));
    expect(groups).toMatchObject([
      {
        component: 'editor',
        batch: 1,
        numbers: {
          reports: 2,
          hoursOnline: 1,
          dropsPerHundredHours: 300,
          recoverP50Ms: 200,
          recoverP95Ms: 900,
          polling: 1,
        },
      },
      { component: 'form', batch: null, numbers: { reports: 1, dropsPerHundredHours: 0, recoverP50Ms: null } },
    ]);
  });

  it('count once, and one restaurant’s id is no hint for another', async () => {
    const sent = report(mine.id);
    expect(await send(mine.viewer, sent)).toEqual({ ok: true, value: { counted: true } });
    expect(await send(mine.viewer, sent)).toEqual({ ok: true, value: { counted: false } });
    expect(await send(other.viewer, { ...sent, tenantId: other.id })).toEqual({ ok: true, value: { counted: true } });
    await expect(send(other.viewer, report(mine.id))).rejects.toThrow();
  });
});

it('of one restaurant are at most 60 in a minute, whoever sends them', async () => {
  for (let sent = 0; sent < 60; sent++) await send(sent % 2 ? mine.viewer : mine.owner, report(mine.id));
  expect(await send(mine.viewer, report(mine.id))).toMatchObject({ ok: false, error: { code: 'rate_limited' } });
  expect((await send(other.viewer, report(other.id))).ok).toBe(true);
});

it('both are kept for 30 days', async () => {
  for (const days of [29, 31]) {
    await desk.sql(
      `insert into public.widget_save_minutes (tenant_id, minute, component, saves, errors, durations, failures)
       values ($1, date_trunc('minute', now() - make_interval(days => $2::integer), 'UTC'), 'form', 1, 0, '{}', '{}')`,
      [mine.id, days],
    );
    await desk.sql(
      `insert into public.widget_connection_reports
         (tenant_id, id, reported_at, component, online_ms, drops, recoveries_ms, has_polled)
       values ($1, gen_random_uuid(), now() - make_interval(days => $2::integer), 'form', 1, 0, '{}', false)`,
      [mine.id, days],
    );
  }
  await applyRetention(desk.test.urls.owner);
  const counts = await desk.sql(
    `select (select count(*)::integer from public.widget_save_minutes) as minutes,
       (select count(*)::integer from public.widget_connection_reports) as reports`,
  );
  expect(counts).toEqual([{ minutes: 1, reports: 1 }]);
});
