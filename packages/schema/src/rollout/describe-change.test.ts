import { expect, it } from 'vitest';
import { describeChange } from './describe-change.ts';

const flag = { stage: 'percentage', rollout_percent: 15, stop_rule: {}, retired_at: null };
const describeFlags = (before: object, after: object): string =>
  describeChange({
    action: 'widget_feature_flags.update',
    before: { ...flag, ...before },
    after: { ...flag, ...after },
    tenantName: '',
  });

it('tells each value of the rule as it was and as it is', () => {
  expect(describeFlags({}, { stop_rule: { minSaves: 50, action: 'move-back' } })).toBe(
    'Rule of the stop: saves a side 200 to 50, then pause to move-back',
  );
  expect(describeFlags({ stop_rule: { p95Factor: 1.5 } }, { stop_rule: {} })).toBe('15 %, as before');
});

it('tells a stage, a share and the end of the earlier form', () => {
  expect(describeFlags({}, { rollout_percent: 25 })).toBe('15 to 25 %');
  expect(describeFlags({}, { stage: 'off' })).toBe('15 % to Off');
  expect(describeFlags({}, { retired_at: '2026-11-28T09:00:00Z' })).toBe('The earlier form is retired');
});
