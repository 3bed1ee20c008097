import { z } from 'zod';
import { batchStatusSchema, batchStatusWords } from './batch.ts';
import { flagStageSchema, flagStageWords } from './flag.ts';
import { defaultStopRule, type StopRule, stopRuleSchema } from './stop-rule.ts';

/** A change as the audit keeps it: rows of the database before and after. */
export interface AuditedChange {
  readonly action: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Of the restaurant that it is about; empty where it is about none, or one that is gone. */
  readonly tenantName: string;
}

const flagSchema = z.object({
  stage: flagStageSchema,
  rollout_percent: z.number(),
  stop_rule: z.unknown(),
  retired_at: z.string().nullable(),
});
const storedRuleSchema = z.preprocess(
  (stored) => ({ ...defaultStopRule, ...z.record(z.string(), z.unknown()).catch({}).parse(stored) }),
  stopRuleSchema.catch(defaultStopRule),
);
const batchSchema = z.object({ batch: z.number(), percent: z.number(), status: batchStatusSchema });
const overrideSchema = z.object({ is_on: z.boolean() });

/** One sentence for a person about what changed. */
export function describeChange({ action, before, after, tenantName }: AuditedChange): string {
  const [table] = action.split('.');
  if (table === 'widget_feature_flags') return describeFlag(before, after);
  if (table === 'widget_rollouts') return describeBatch(before, after);
  return describeDecision(after, tenantName || 'A restaurant that is gone');
}

function describeFlag(before: unknown, after: unknown): string {
  const was = flagSchema.safeParse(before).data;
  const now = flagSchema.safeParse(after).data;
  if (!was || !now) return 'The flag was changed';
  if (was.retired_at !== now.retired_at) {
    return now.retired_at === null ? 'The earlier form serves again' : 'The earlier form is retired';
  }
  if (was.stage === 'percentage' && now.stage === 'percentage' && was.rollout_percent !== now.rollout_percent) {
    return `${percent(was.rollout_percent)} to ${percent(now.rollout_percent)} %`;
  }
  if (was.stage !== now.stage) return `${nameOf(was)} to ${nameOf(now)}`;
  return describeRule(was.stop_rule, now.stop_rule) ?? `${nameOf(now)}, as before`;
}

const ruleWords = {
  windowMinutes: 'minutes of a window',
  minSaves: 'saves a side',
  errorFactor: 'times the failed saves',
  errorPoints: 'points more of them',
  p95Factor: 'times the p95',
  windowsRunning: 'windows running',
  action: 'then',
} as const satisfies Record<keyof StopRule, string>;

/** Each value as it was and as it is; what a row does not hold is as in the default. Null where all is as it was. */
function describeRule(before: unknown, after: unknown): string | null {
  const was = storedRuleSchema.parse(before);
  const now = storedRuleSchema.parse(after);
  const changes = stopRuleSchema
    .keyof()
    .options.filter((name) => was[name] !== now[name])
    .map((name) => `${ruleWords[name]} ${was[name]} to ${now[name]}`);
  return changes.length === 0 ? null : `Rule of the stop: ${changes.join(', ')}`;
}

const nameOf = ({ stage, rollout_percent: share }: z.infer<typeof flagSchema>): string =>
  stage === 'percentage' ? `${percent(share)} %` : flagStageWords[stage].name;

const percent = (value: number): string => String(Math.round(value * 10) / 10);

function describeBatch(before: unknown, after: unknown): string {
  const was = batchSchema.safeParse(before).data;
  const now = batchSchema.safeParse(after).data;
  if (!now) return was ? `Batch ${was.batch} taken out of the plan` : 'A batch was changed';
  if (!was) return `Batch ${now.batch} planned, up to ${percent(now.percent)} %`;
  if (was.status !== now.status && now.status === 'running') return `Batch ${now.batch} goes on`;
  return `Batch ${now.batch}: ${batchStatusWords[now.status].name.toLowerCase()}`;
}

function describeDecision(after: unknown, tenantName: string): string {
  const now = overrideSchema.safeParse(after).data;
  if (!now) return `${tenantName} left to the stage again`;
  return `${tenantName} ${now.is_on ? 'put in' : 'taken out'}`;
}
