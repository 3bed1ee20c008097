import { defaultStopRule, stopRuleSchema, type StopRule } from '@blunari/schema/rollout';
import { z } from 'zod';

/** The rule as it is stored: what is not said is as in the default, and one that nobody can read is the default. */
export function readStopRule(stored: unknown): StopRule {
  const said = z.record(z.string(), z.unknown()).safeParse(stored).data ?? {};
  return stopRuleSchema.safeParse({ ...defaultStopRule, ...said }).data ?? defaultStopRule;
}
