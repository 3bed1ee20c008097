import { batchStatuses } from '@blunari/schema/rollout';
import { expect, it } from 'vitest';
import { minutesWords, rolloutWords } from './rollout-words.ts';
import { buildBatch, buildRollout, buildUnbegun } from './testing/build-rollout.ts';

it('says that the rule stopped a batch, and that somebody has to decide', () => {
  expect(rolloutWords(buildRollout())).toEqual({
    tone: 'negative',
    title: 'Stopped by itself in batch 3',
    detail: '104 of 412 tenants have the new editor. Nobody else is moved until you decide.',
  });
});

const running = (goesOnAfterMinutes: number | null) =>
  rolloutWords(
    buildRollout({
      currentBatch: 1,
      batches: [buildBatch(1, 5, 19, { status: 'running', goesOnAfterMinutes }), buildBatch(2, 15, 44)],
    }),
  ).detail;

it('says what comes next while a batch runs, by itself or not', () => {
  expect(running(null)).toContain('Batch 2 begins when you go on.');
  expect(running(1440)).toContain('Batch 2 begins by itself after 1 day without a bad window.');
});

it('has words for every stage and every status', () => {
  for (const stage of ['off', 'list', 'percentage', 'on'] as const) {
    expect(rolloutWords({ ...buildUnbegun(), stage }).title).not.toBe('');
  }
  for (const status of batchStatuses) {
    const rollout = buildRollout({ currentBatch: 1, batches: [buildBatch(1, 5, 19, { status })] });
    expect(rolloutWords(rollout).title).not.toBe('');
  }
});

it('tells a roll-out that was moved back from one that was never begun', () => {
  expect(rolloutWords(buildUnbegun()).title).toBe('Not begun');
  expect(rolloutWords(buildUnbegun([buildBatch(1, 5, 19, { status: 'rolled_back' })])).title).toBe('Moved back to 0 %');
});

it('says lengths of time in the largest whole unit', () => {
  expect([90, 360, 1440, 2880].map(minutesWords)).toEqual(['90 min', '6 h', '1 day', '2 days']);
});
