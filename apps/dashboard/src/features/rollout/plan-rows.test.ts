import { planSchema } from '@blunari/schema/api';
import { expect, it } from 'vitest';
import { planOf, planProblem, startingPlan } from './plan-rows.ts';
import { buildBatch, buildRollout, buildUnbegun } from './testing/build-rollout.ts';

it('starts from what is planned, else from the usual shares beyond those that were begun', () => {
  expect(startingPlan(buildRollout()).map(({ amount }) => amount)).toEqual([50, 75, 100]);
  expect(startingPlan(buildUnbegun()).map(({ amount }) => amount)).toEqual([5, 15, 25, 50, 75, 100]);
  const ended = buildRollout({ percent: 15, currentBatch: null, batches: [buildBatch(1, 15, 63, { status: 'done' })] });
  expect(startingPlan(ended).map(({ amount }) => amount)).toEqual([25, 50, 75, 100]);
});

it('keeps the step of a batch that was moved back', () => {
  const { batches, ...rest } = buildRollout({ percent: 15, currentBatch: 2 });
  const movedBack = batches.map((each) => (each.batch === 3 ? { ...each, status: 'rolled_back' as const } : each));
  expect(startingPlan({ ...rest, batches: movedBack }).map(({ amount }) => amount)).toEqual([25, 50, 75, 100]);
});

it('begins beyond the share that stays after an abort', () => {
  const { batches, ...rest } = buildRollout({ percent: 25, currentBatch: null });
  const aborted = batches.map((each) => (each.batch >= 3 ? { ...each, status: 'aborted' as const } : each));
  const rollout = { ...rest, batches: aborted };
  expect(startingPlan(rollout).map(({ amount }) => amount)).toEqual([50, 75, 100]);
  const again = { key: 0, by: 'percent', amount: 25, goesOnAfterHours: 0 } as const;
  expect(planProblem([again], rollout)).toBe('25 % must be more than the 25 % before it.');
});

it('keeps a batch by size as one', () => {
  const sized = buildBatch(1, 4.61, 19, { target: { by: 'tenants', tenants: 19 }, goesOnAfterMinutes: 360 });
  expect(startingPlan(buildUnbegun([sized]))).toEqual([{ key: 0, by: 'tenants', amount: 19, goesOnAfterHours: 6 }]);
});

it('refuses shares that do not rise', () => {
  const rows = startingPlan(buildRollout()).map((row) => ({ ...row, amount: 25 }));
  expect(planProblem(rows, buildRollout())).toBe('25 % must be more than the 25 % before it.');
  expect(planProblem([], buildRollout())).toBeDefined();
  expect(planProblem(startingPlan(buildRollout()), buildRollout())).toBeUndefined();
});

it('makes a plan that the server takes', () => {
  const rows = [...startingPlan(buildUnbegun()), { key: 9, by: 'tenants', amount: 10, goesOnAfterHours: 6 } as const];
  const plan = planSchema.parse({ batches: planOf(rows), reason: 'First plan' });
  expect(plan.batches.at(-1)).toEqual({ target: { by: 'tenants', tenants: 10 }, goesOnAfterMinutes: 360 });
  expect(plan.batches[0]).toEqual({ target: { by: 'percent', percent: 5 } });
});
