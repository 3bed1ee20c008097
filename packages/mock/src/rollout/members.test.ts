import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberOf, placeOf } from './members.ts';
import { createRollout, type FlagRecord, type RolloutPlan } from './rollout-record.ts';

const { plan } = createRollout();

const planWith = (changes: Partial<FlagRecord>): RolloutPlan => ({ ...plan, flag: { ...plan.flag, ...changes } });

describe('the place of a restaurant', () => {
  it('takes nobody out when the share is raised', () => {
    const shares = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }));
    fc.assert(
      fc.property(fc.uuid(), shares, (tenantId, [one, other]) => {
        const isOnAt = (percent: number): boolean =>
          memberOf(planWith({ stage: 'percentage', percent }), tenantId).isOn;
        if (isOnAt(Math.min(one, other))) expect(isOnAt(Math.max(one, other))).toBe(true);
        expect([isOnAt(0), isOnAt(100)]).toEqual([false, true]);
      }),
    );
  });

  it('is spread evenly, within 2 points of 10,000, for ids that differ in their last digits alone', () => {
    const ids = Array.from({ length: 10_000 }, (_, n) => `de3f0000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`);
    const places = ids.map(placeOf);
    for (let percent = 5; percent < 100; percent += 5) {
      const share = places.filter((place) => place < percent).length / 100;
      expect(Math.abs(share - percent)).toBeLessThan(2);
    }
  });
});

it('leaves a decision by hand to no stage but off, and nobody without what replaced a retired form', () => {
  const decisions = new Map([['a', { isIn: false, reason: 'They asked' }]]);
  expect(memberOf({ ...planWith({ stage: 'on' }), decisions }, 'a').isOn).toBe(false);
  expect(memberOf({ ...planWith({ stage: 'off', retiredAtMs: 1 }), decisions }, 'a').isOn).toBe(true);
});
