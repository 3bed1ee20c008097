import type { BatchTarget } from '@blunari/schema/rollout';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  abortRollout,
  goBackToBatch,
  goOnWithBatch,
  moveTenant,
  pauseBatch,
  planRollout,
  retireEarlierForm,
  setStage,
} from '../../src/queries/rollouts/change-rollout.ts';
import { setUpRolloutDesk, type RolloutDesk } from '../support/rollout-desk.ts';

let desk: RolloutDesk;

beforeAll(async () => {
  desk = await setUpRolloutDesk();
  await desk.addTenants(20);
});

afterAll(() => desk.stop());

beforeEach(async () => {
  await desk.sql('delete from public.widget_feature_flag_overrides; delete from public.widget_rollouts');
  await desk.sql(`update public.widget_feature_flags set stage = 'off', rollout_percent = 0, retired_at = null`);
});

const reason = 'A test';
const tenants = (count: number): BatchTarget => ({ by: 'tenants', tenants: count });
const percent = (share: number): BatchTarget => ({ by: 'percent', percent: share });
const plan = (...targets: readonly BatchTarget[]) =>
  desk.act((tx) => planRollout(tx, { batches: targets.map((target) => ({ target })), reason }));
const goOn = (batch: number) => desk.act((tx) => goOnWithBatch(tx, { batch, reason }));
const pause = (batch: number) => desk.act((tx) => pauseBatch(tx, { batch, reason }));
const abort = (batch: number) => desk.act((tx) => abortRollout(tx, { batch, reason }));
const back = (toBatch: number) => desk.act((tx) => goBackToBatch(tx, { toBatch, reason }));

const statuses = async () => (await desk.state()).batches.map(({ status }) => status);
const overtaken = expect.stringMatching('outside_rules: The roll-out has moved on meanwhile');

describe('batches by size', () => {
  it('move exactly so many restaurants each, and never one back', async () => {
    await plan(tenants(3), tenants(5), tenants(12));
    expect((await desk.state()).batches.map((batch) => batch.tenants)).toEqual([3, 5, 12]);
    expect(await desk.holders()).toEqual([]);
    const moved: (readonly string[])[] = [];
    for (const batch of [1, 2, 3]) {
      expect(await goOn(batch)).toBe('ok');
      moved.push(await desk.holders());
    }
    expect(moved.map((ids) => ids.length)).toEqual([3, 8, 20]);
    expect(moved[1]?.slice(0, 3)).toEqual(moved[0]);
    expect(moved[2]?.slice(0, 8)).toEqual(moved[1]);
  });

  it('pass over restaurants that were decided about by hand', async () => {
    await plan(tenants(20));
    await goOn(1);
    const [first, second] = await desk.holders();
    await back(0);
    await desk.act((tx) => moveTenant(tx, { tenantId: first ?? '', to: 'form', reason }));
    await desk.act((tx) => moveTenant(tx, { tenantId: second ?? '', to: 'editor', reason }));
    await plan(tenants(4));
    await goOn(2);
    const holders = await desk.holders();
    expect(holders).toHaveLength(5);
    expect(holders).not.toContain(first);
    expect((await desk.state()).batches.at(-1)).toMatchObject({ tenants: 4, target: tenants(4) });
  });

  it('of any sizes have each restaurant in one batch, and the rest in none', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(sizes, async (counts) => {
        await desk.sql('delete from public.widget_rollouts');
        expect(await plan(...counts.map(tenants))).toBe('ok');
        expect((await desk.state()).batches.map((batch) => batch.tenants)).toEqual(counts);
      }),
      { numRuns: 15 },
    );
  });
});

describe('a plan', () => {
  it('reaches further with each batch, and further than those who have it', async () => {
    const refused = 'invalid_input: Each batch must reach further than the one before';
    expect(await plan(percent(10), percent(10))).toMatch(refused);
    expect(await plan(percent(50), percent(20))).toMatch(refused);
    await desk.act((tx) => setStage(tx, { stage: 'percentage', percent: 30, reason }));
    expect(await plan(percent(30))).toMatch(refused);
    expect(await plan(percent(31), percent(100))).toBe('ok');
    // Nothing of a plan that was refused is left.
    expect((await desk.state()).batches.map((batch) => batch.percent)).toEqual([31, 100]);
  });

  it('replaces what was not begun and leaves what was', async () => {
    await plan(percent(10), percent(50), percent(100));
    await goOn(1);
    await plan(percent(20), percent(100));
    expect((await desk.state()).batches.map((batch) => [batch.batch, batch.percent, batch.status])).toEqual([
      [1, 10, 'running'],
      [2, 20, 'planned'],
      [3, 100, 'planned'],
    ]);
  });
});

describe('going on', () => {
  beforeEach(() => plan(percent(10), percent(50), percent(100)));

  it('ends one batch and begins the next, and after the last everybody has it', async () => {
    for (const batch of [1, 2, 3]) expect(await goOn(batch)).toBe('ok');
    expect(await statuses()).toEqual(['done', 'done', 'running']);
    expect(await goOn(4)).toBe('ok');
    expect(await desk.state()).toMatchObject({ stage: 'on', currentBatch: null, tenants: { moved: 20 } });
    expect(await statuses()).toEqual(['done', 'done', 'done']);
  });

  it('does nothing twice when two people click at once', async () => {
    await goOn(1);
    const answers = await Promise.all([goOn(2), goOn(2), goOn(2)]);
    expect(answers.toSorted()).toEqual(['ok', overtaken, overtaken]);
    expect((await desk.state()).currentBatch).toBe(2);
    expect(await goOn(4)).toEqual(overtaken);
    expect(await goOn(1)).toEqual(overtaken);
  });

  it('is held by a pause, and goes on with the same batch', async () => {
    await goOn(1);
    expect(await pause(2)).toEqual(overtaken);
    expect(await pause(1)).toBe('ok');
    expect(await statuses()).toEqual(['paused', 'planned', 'planned']);
    const held = await desk.holders();
    expect(await goOn(1)).toBe('ok');
    expect(await statuses()).toEqual(['running', 'planned', 'planned']);
    expect(await desk.holders()).toEqual(held);
    await pause(1);
    expect(await goOn(2)).toBe('ok');
    expect(await statuses()).toEqual(['done', 'running', 'planned']);
  });

  it('is ended by an abort, which leaves everybody where they are', async () => {
    await goOn(1);
    await goOn(2);
    const moved = await desk.holders();
    expect(await abort(1)).toEqual(overtaken);
    expect(await abort(2)).toBe('ok');
    expect(await statuses()).toEqual(['done', 'aborted']);
    expect(await desk.holders()).toEqual(moved);
    expect(await goOn(3)).toEqual(overtaken);
    expect(await plan(percent(60), percent(100))).toBe('ok');
    expect(await goOn(3)).toBe('ok');
    expect((await desk.holders()).length).toBeGreaterThanOrEqual(moved.length);
  });

  it('is refused where the share was raised above the batch by hand', async () => {
    await desk.act((tx) => setStage(tx, { stage: 'percentage', percent: 12, reason }));
    expect(await goOn(1)).toMatch('outside_rules: 12 % have it already');
  });
});

describe('going back', () => {
  beforeEach(async () => {
    await plan(percent(10), percent(50), percent(100));
    for (const batch of [1, 2, 3]) await goOn(batch);
  });

  it('undoes one batch by one click, which can be begun again', async () => {
    expect(await back(2)).toBe('ok');
    expect(await desk.state()).toMatchObject({ stage: 'percentage', percent: 50, currentBatch: 2 });
    expect(await statuses()).toEqual(['done', 'paused', 'rolled_back']);
    expect(await goOn(3)).toBe('ok');
    expect(await desk.holders()).toHaveLength(20);
  });

  it('undoes all of it, those put in by hand included, also when it was complete', async () => {
    await goOn(4);
    const [first] = await desk.holders();
    await desk.act((tx) => moveTenant(tx, { tenantId: first ?? '', to: 'editor', reason }));
    expect(await back(0)).toBe('ok');
    expect(await desk.holders()).toEqual([]);
    expect(await statuses()).toEqual(['rolled_back', 'rolled_back', 'rolled_back']);
    expect(await goOn(1)).toBe('ok');
    expect((await desk.state()).percent).toBe(10);
  });

  it('by a lower share set by hand marks as moved back what reached further', async () => {
    await desk.act((tx) => setStage(tx, { stage: 'percentage', percent: 20, reason }));
    expect(await statuses()).toEqual(['done', 'rolled_back', 'rolled_back']);
    expect(await goOn(2)).toBe('ok');
    expect(await desk.state()).toMatchObject({ percent: 50, currentBatch: 2 });
    await desk.act((tx) => setStage(tx, { stage: 'percentage', percent: 60, reason }));
    expect(await statuses()).toEqual(['done', 'aborted', 'rolled_back']);
  });

  it('goes to no batch that did not pass, nor where everybody is already', async () => {
    expect(await back(3)).toEqual(overtaken);
    expect(await back(9)).toEqual(overtaken);
    await back(1);
    expect(await back(2)).toEqual(overtaken);
  });

  it('waits until a retired form serves again', async () => {
    await goOn(4);
    await desk.act((tx) => retireEarlierForm(tx, { retires: true, reason }));
    expect(await back(1)).toMatch('outside_rules: The earlier form is retired');
    expect(await back(0)).toMatch('outside_rules: The earlier form is retired');
    await desk.act((tx) => retireEarlierForm(tx, { retires: false, reason }));
    expect(await back(1)).toBe('ok');
  });
});

describe('a member of the roll-out', () => {
  it('is nobody but a platform admin', async () => {
    const stranger = { role: 'authenticated', claims: { sub: desk.adminId } } as const;
    const steps = [planRollout, goOnWithBatch, pauseBatch, abortRollout, goBackToBatch, setStage, retireEarlierForm];
    const input = {
      batches: [{ target: percent(10) }],
      batch: 1,
      toBatch: 0,
      stage: 'on' as const,
      retires: true,
      reason,
    };
    for (const step of steps) {
      await expect(desk.database.as(stranger, (tx) => step(tx, input))).rejects.toThrow();
    }
    expect(await desk.state()).toMatchObject({ stage: 'off', batches: [] });
  });
});
