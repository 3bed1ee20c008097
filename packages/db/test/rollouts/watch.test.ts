import { bucketOf, defaultStopRule } from '@blunari/schema/rollout';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { watchRollouts } from '../../src/jobs/watch-rollouts.ts';
import { goOnWithBatch, pauseBatch, planRollout, setStopRule } from '../../src/queries/rollouts/change-rollout.ts';
import { readCourse } from '../../src/queries/rollouts/read-course.ts';
import { listRolloutAudit } from '../../src/queries/rollouts/list-rollout-audit.ts';
import { recordSaves } from '../../src/queries/rollouts/record-saves.ts';
import { setUpRolloutDesk, type RolloutDesk } from '../support/rollout-desk.ts';
import { createTenant } from '../support/tenant.ts';

let desk: RolloutDesk;

beforeAll(async () => {
  desk = await setUpRolloutDesk();
  await desk.addTenants(20);
});

afterAll(() => desk.stop());

const reason = 'A test';

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

/** Three batches of 5, 5 and 10, the first two begun an hour ago. */
beforeEach(async () => {
  await desk.sql(
    `delete from public.widget_rollouts; delete from public.widget_save_minutes; delete from widget_private.rollout_hours;
     update public.widget_feature_flags set stage = 'off', rollout_percent = 0, stop_rule = '{}'`,
  );
  const batches = [5, 5, 10].map(
    (tenants) => ({ target: { by: 'tenants', tenants }, goesOnAfterMinutes: 30 }) as const,
  );
  await desk.act((tx) => planRollout(tx, { batches, reason }));
  for (const batch of [1, 2]) await desk.act((tx) => goOnWithBatch(tx, { batch, reason }));
  await desk.sql(
    `update public.widget_rollouts set goes_on_after_minutes = null,
       started_at = started_at - interval '1 hour', watched_from = watched_from - interval '1 hour'
     where batch <= 2`,
  );
});

interface Saves {
  /** Windows of ten minutes before the present one; 1 is the last that is over. */
  readonly windowsAgo: number;
  readonly batch: 1 | 2 | 3;
  readonly component: 'form' | 'editor';
  readonly saves: number;
  readonly errors?: number;
  readonly ms?: number;
}

/** Saves of one restaurant of a batch, in the middle of a window. */
async function save({ windowsAgo, batch, component, saves, errors = 0, ms = 60 }: Saves): Promise<void> {
  await desk.sql(
    `insert into public.widget_save_minutes as m (tenant_id, minute, component, saves, errors, durations, failures)
     select b.tenant_id,
       date_bin('10 minutes', clock_timestamp() - interval '15 seconds', '1970-01-01T00:00Z')
         - make_interval(mins => 10 * $1::integer - 5),
       $3::text, $4::integer, $5::integer, jsonb_build_object($6::text, $4::integer), '{}'
     from public.widget_feature_flags f cross join lateral widget_private.rollout_members(f) b
     where f.key = 'widget_management_v2' and b.batch = $2::integer
     order by b.place limit 1`,
    [windowsAgo, batch, component, saves, errors, String(bucketOf(ms))],
  );
}

/** Batch 2 with so many failures in 300 saves a window, oldest first; those not moved have one in 300. */
async function failing(...errors: readonly number[]): Promise<void> {
  for (const [index, count] of errors.entries()) {
    const windowsAgo = errors.length - index;
    await save({ windowsAgo, batch: 2, component: 'editor', saves: 300, errors: count });
    await save({ windowsAgo, batch: 3, component: 'form', saves: 300, errors: 1 });
  }
}

const outcome = async (): Promise<readonly string[]> =>
  (await watchRollouts(desk.test.urls.owner)).map((each) => `${each.batch} ${each.outcome}`);

describe('a batch that does worse than those not moved', () => {
  it('is stopped after two windows running, once, and its numbers are kept', async () => {
    await failing(9, 10);
    expect(await outcome()).toEqual(['2 stopped']);
    expect(await outcome()).toEqual([]);
    const { batches, currentBatch, percent } = await desk.state();
    const stopped = batches[1];
    expect(currentBatch).toBe(2);
    expect(percent).toBe(stopped?.percent);
    expect(stopped).toMatchObject({ status: 'stopped', saves: { saves: 600, errors: 19 }, others: { saves: 600 } });
    expect(stopped?.stop?.windows).toMatchObject([
      { verdict: 'bad', batch: { saves: 300, errors: 9, errorPercent: 3 }, others: { errorLimitPercent: 1.3 } },
      { verdict: 'bad', batch: { errorPercent: 3.3 }, faults: [{ measure: 'errors', than: 'others' }] },
    ]);
    const { entries } = await desk.ask((tx) => listRolloutAudit(tx, { limit: 1 }));
    expect(entries[0]).toMatchObject({
      what: 'Batch 2: stopped',
      actorName: null,
      batch: 2,
      reason: 'Automatic stop: failed saves 3.3 %, limit 1.3 % by the others',
    });
    expect(await desk.holders()).toHaveLength(10);
  });

  it('is stopped once by two processes', async () => {
    await failing(9, 10);
    const outcomes = await Promise.all([outcome(), outcome()]);
    expect(outcomes.flat().filter((each) => each === '2 stopped')).toHaveLength(1);
  });

  it('is stopped while paused as well, and for a slow p95', async () => {
    await desk.act((tx) => pauseBatch(tx, { batch: 2, reason }));
    for (const windowsAgo of [1, 2]) {
      await save({ windowsAgo, batch: 2, component: 'editor', saves: 300, ms: 120 });
      await save({ windowsAgo, batch: 3, component: 'form', saves: 300, ms: 60 });
    }
    expect(await outcome()).toEqual(['2 stopped']);
    expect((await desk.state()).batches[1]?.stop?.windows[0]).toMatchObject({ faults: [{ measure: 'p95' }] });
  });

  it('is moved back where the rule says so, and nobody else with it', async () => {
    const rule = { ...defaultStopRule, action: 'move-back' } as const;
    await desk.act((tx) => setStopRule(tx, { rule, reason }));
    await failing(9, 10);
    expect(await outcome()).toEqual(['2 moved back']);
    expect(await desk.holders()).toHaveLength(5);
    const { batches, currentBatch } = await desk.state();
    expect(batches.map(({ status }) => status)).toEqual(['paused', 'rolled_back', 'planned']);
    expect(currentBatch).toBe(1);
    expect(batches[1]?.stop?.windows).toHaveLength(2);
  });
});

it('a batch is stopped where hours cannot be added up', async () => {
  const [sumHours] = await desk.sql(
    `select pg_get_functiondef('widget_private.sum_hours(text)'::regprocedure) as definition`,
  );
  await desk.sql(
    `create or replace function widget_private.sum_hours(of_flag text) returns integer language plpgsql as
       'begin raise exception ''No room for hours.''; end'`,
  );
  await failing(9, 10);
  await expect(watchRollouts(desk.test.urls.owner)).rejects.toThrow('No room for hours.');
  await desk.sql(String(sumHours?.['definition']));
  expect((await desk.state()).batches[1]).toMatchObject({ status: 'stopped' });
});

describe('a batch is not stopped', () => {
  it.each([
    ['for one bad window', [9]],
    ['for two that a good one parts', [9, 0, 9]],
    ['for bad ones that got better', [9, 9, 0]],
    ['for as many failures as the rule allows', [3, 3]],
  ])('%s', async (_, errors) => {
    await failing(...errors);
    expect(await outcome()).toEqual(['2 watched']);
  });

  it('by few saves of either side', async () => {
    for (const windowsAgo of [1, 2]) {
      await save({ windowsAgo, batch: 2, component: 'editor', saves: 199, errors: 199 });
      await save({ windowsAgo, batch: 3, component: 'form', saves: 300 });
    }
    expect(await outcome()).toEqual(['2 watched']);
  });

  it('for windows before somebody let it go on', async () => {
    await failing(9, 10);
    await outcome();
    await desk.act((tx) => goOnWithBatch(tx, { batch: 2, reason: 'Mended' }));
    expect(await outcome()).toEqual(['2 watched']);
    expect((await desk.state()).batches[1]?.status).toBe('running');
  });

  it('for failures of restaurants in the earlier form, nor of an earlier batch', async () => {
    for (const windowsAgo of [1, 2]) {
      await save({ windowsAgo, batch: 2, component: 'editor', saves: 300 });
      await save({ windowsAgo, batch: 1, component: 'editor', saves: 300, errors: 300 });
      await save({ windowsAgo, batch: 3, component: 'form', saves: 300, errors: 30 });
    }
    expect(await outcome()).toEqual(['2 watched']);
  });
});

it('compares the last batch, when nobody is left, with the time before its move', async () => {
  await desk.act((tx) => goOnWithBatch(tx, { batch: 3, reason }));
  await desk.sql(
    `update public.widget_rollouts set started_at = started_at - interval '1 hour',
       watched_from = watched_from - interval '1 hour', goes_on_after_minutes = null where batch = 3`,
  );
  await save({ windowsAgo: 12, batch: 3, component: 'form', saves: 400, errors: 2 });
  for (const windowsAgo of [1, 2]) {
    await save({ windowsAgo, batch: 3, component: 'editor', saves: 300, errors: 9 });
  }
  expect(await outcome()).toEqual(['3 stopped']);
  expect((await desk.state()).batches[2]?.stop?.windows[0]).toMatchObject({
    before: { saves: 400, errorPercent: 0.5, errorLimitPercent: 1.5 },
    faults: [{ measure: 'errors', than: 'before' }],
  });
});

const goesOnAfter = (minutes: number) =>
  desk.sql('update public.widget_rollouts set goes_on_after_minutes = $1 where batch = 2', [minutes]);

describe('a batch that is planned to go on by itself', () => {
  it('is followed by the next one after so long without a bad window', async () => {
    await goesOnAfter(30);
    await failing(0, 0, 1);
    expect(await outcome()).toEqual(['2 went on']);
    expect((await desk.state()).batches.map(({ status }) => status)).toEqual(['done', 'done', 'running']);
    const { entries } = await desk.ask((tx) => listRolloutAudit(tx, { limit: 1 }));
    expect(entries[0]).toMatchObject({ actorName: null, reason: 'Batch 2 was quiet for 30 minutes' });
  });

  it.each([
    ['while it is paused', 30, [0, 0], true],
    ['before its time', 90, [0, 0], false],
    ['after a bad window in that time', 30, [9, 0], false],
    ['without any saves', 30, [], false],
  ])('stays %s', async (_, minutes, errors, isPaused) => {
    await goesOnAfter(minutes);
    await failing(...errors);
    if (isPaused) await desk.act((tx) => pauseBatch(tx, { batch: 2, reason }));
    expect(await outcome()).toEqual(['2 watched']);
  });
});

it('adds up hours that are over, which the screens read as they read minutes', async () => {
  for (const windowsAgo of [1, 14, 20, 400]) {
    await save({ windowsAgo, batch: 1, component: 'editor', saves: 30, errors: 1 });
    await save({ windowsAgo, batch: 3, component: 'form', saves: 20 });
  }
  await desk.sql(`update public.widget_rollouts set started_at = started_at - interval '4 days' where batch = 1`);
  await desk.sql(`update public.widget_rollouts set ended_at = null where batch = 1`);
  const course = () =>
    desk.ask((tx) => readCourse(tx, { since: daysAgo(4), until: daysAgo(-1), windowMinutes: 24 * 60 }));
  const before = { batch: (await desk.state()).batches[0], course: await course() };
  expect(before.batch).toMatchObject({ saves: { saves: 120, errors: 4 }, others: { saves: 80 } });
  await watchRollouts(desk.test.urls.owner);
  await watchRollouts(desk.test.urls.owner);
  await watchRollouts(desk.test.urls.owner);
  const [hours] = await desk.sql('select sum(saves)::integer as saves from widget_private.rollout_hours');
  expect(hours?.['saves']).toBeGreaterThanOrEqual(100);
  expect({ batch: (await desk.state()).batches[0], course: await course() }).toEqual(before);
});

it('adds up no hour while a save of it may still be told', async () => {
  const [answer] = await desk.sql(
    `select bool_and(widget_private.hours_complete(at) <= date_trunc('minute', at - interval '15 minutes')) as is_late_enough,
       max(at - widget_private.hours_complete(at))::text as longest
     from generate_series(timestamptz '2026-11-28T00:00Z', '2026-11-28T03:00Z', '1 second') as at`,
  );
  expect(answer).toEqual({ is_late_enough: true, longest: '01:15:59' });
});

it('durations under a name that is no bucket, told by anybody who may save, stop neither job nor screen', async () => {
  const { editor, booking } = await createTenant(desk.test.urls.owner);
  const sum = {
    widgetId: booking.id,
    minute: `${new Date(Date.now() - 60_000).toISOString().slice(0, 16)}:00.000Z`,
    component: 'form',
    saves: 2,
    errors: 0,
    durations: { x: 1, 129: 1, '007': 1, '5\n': 1, 0: 1, 128: 1 },
    failures: {},
  } as const;
  expect(await desk.database.as(editor, (tx) => recordSaves(tx, [sum]))).toBe(1);
  for (const minutes of [20, 100]) {
    await desk.sql(`update public.widget_save_minutes set minute = minute - make_interval(mins => $1::integer)`, [
      minutes,
    ]);
    expect(await outcome()).toEqual(['2 watched']);
    await desk.state();
  }
  const stored = await desk.sql(`select durations from public.widget_save_minutes
    union all select durations from widget_private.rollout_hours`);
  expect(stored).toEqual([{ durations: { 0: 1, 128: 1 } }, { durations: { 0: 1, 128: 1 } }]);
});
