import { defaultStopRule } from '@blunari/schema/rollout';
import { expect, it } from 'vitest';
import { ruleLines, ruleSentence } from './rule-words.ts';
import { stopReason } from './stop-words.ts';
import { buildRollout } from './testing/build-rollout.ts';

const windows = buildRollout().batches[2]?.stop?.windows ?? [];

it('says what was worse than what, and for how long', () => {
  expect(stopReason(windows, defaultStopRule)).toBe(
    'Failed saves: more than 2 times the others and 1 point more, 2 windows running',
  );
  const slow = windows.map((window) => ({ ...window, faults: [{ measure: 'p95', than: 'before' }] as const }));
  expect(stopReason(slow, defaultStopRule)).toBe(
    'Time of a save: p95 above 1.5 times before they were moved, 2 windows running',
  );
});

it('reads the rule line by line, and as a sentence', () => {
  expect(ruleLines(defaultStopRule).map(({ words }) => words)).toEqual([
    '10 min, from 200 saves a side',
    'over 2 × others and 1 point',
    'over 1.5 × others',
    '2 windows running',
    'nobody else is moved',
  ]);
  expect(ruleSentence({ ...defaultStopRule, action: 'move-back' })).toContain('are moved back');
});
