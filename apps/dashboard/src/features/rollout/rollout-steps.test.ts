import { describe, expect, it } from 'vitest';
import { formatPercent, movedUpTo, nextStepOf, skipAheadOf } from './rollout-steps.ts';
import { buildBatch, buildRollout, buildUnbegun } from './testing/build-rollout.ts';

const withCurrent = (status: 'running' | 'paused' | 'stopped' | 'done') =>
  buildRollout({
    batches: buildRollout().batches.map((batch) => (batch.batch === 3 ? { ...batch, status } : batch)),
  });

describe('what [Go on] does', () => {
  it('begins the first batch of a plan', () => {
    expect(nextStepOf(buildUnbegun([buildBatch(1, 5, 19), buildBatch(2, 15, 44)]))).toMatchObject({
      batch: 1,
      detail: '19 tenants get the new editor at once: 5 % then have it, 19 of 412 by their place.',
    });
  });

  it('lets a paused or stopped batch run on, and begins no other', () => {
    expect(nextStepOf(withCurrent('stopped'))).toMatchObject({ batch: 3, title: 'Let batch 3 run on?' });
    expect(nextStepOf(withCurrent('paused'))).toMatchObject({ batch: 3 });
  });

  it('begins the next batch while one is running', () => {
    expect(nextStepOf(withCurrent('running'))).toMatchObject({ batch: 4, title: 'Begin batch 4?' });
  });

  it('completes the roll-out after the last batch', () => {
    const last = buildRollout({ currentBatch: 1, batches: [buildBatch(1, 100, 412, { status: 'running' })] });
    expect(nextStepOf(last)).toMatchObject({ batch: 2, title: 'Finish the roll-out?' });
  });

  it('is nothing without a plan, and after its end', () => {
    expect(nextStepOf(buildUnbegun())).toBeNull();
    expect(
      nextStepOf(buildRollout({ currentBatch: 1, batches: [buildBatch(1, 100, 412, { status: 'done' })] })),
    ).toBeNull();
  });

  it('begins a batch again that was moved back', () => {
    expect(nextStepOf(buildUnbegun([buildBatch(1, 5, 19, { status: 'rolled_back' })]))).toMatchObject({ batch: 1 });
  });
});

it('offers to go past a batch that was stopped, and only then', () => {
  expect(skipAheadOf(withCurrent('stopped'))).toMatchObject({ batch: 4 });
  expect(skipAheadOf(withCurrent('running'))).toBeNull();
});

it('counts tenants up to a batch', () => {
  expect(movedUpTo(buildRollout(), 3)).toBe(104);
});

it('writes shares without digits that say nothing', () => {
  expect(formatPercent(15)).toBe('15 %');
  expect(formatPercent(4.611_65)).toBe('4.61 %');
});
