import type { MoveTenant, Plan, SetStage } from '@blunari/schema/api';
import { appError, type AppError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import type { StopRule } from '@blunari/schema/rollout';
import { memberOf, shareAfter } from './members.ts';
import type { BatchRecord, FlagRecord, RolloutPlan } from './rollout-record.ts';

/** What a step is decided on. */
export interface Scene {
  readonly plan: RolloutPlan;
  readonly tenantIds: readonly string[];
  readonly nowMs: number;
}

/** The plan as it is after a step; a refusal changes nothing. */
export type Step = Result<RolloutPlan>;

export const outsideRules = (message: string): AppError => appError('outside_rules', message);

const retired = outsideRules('The earlier form is retired. Bring it back first.');

/** Refused where somebody would get back what nobody serves any more. */
export const refusalIfRetired = ({ retiredAtMs }: FlagRecord): AppError | null =>
  retiredAtMs === null ? null : retired;

export const isHeld = ({ status }: BatchRecord): boolean =>
  status === 'running' || status === 'paused' || status === 'stopped';

/** With six decimals, as the database keeps shares. */
const toShare = (percent: number): number => Math.round(percent * 1e6) / 1e6;

/** By hand, which ends a batch under way. What reached further than the new share is moved back. */
export function setStage({ plan, nowMs }: Scene, { stage, percent = 0, reason }: SetStage): Step {
  const refusal = stage === 'on' ? null : refusalIfRetired(plan.flag);
  if (refusal) return err(refusal);
  const share = stage === 'on' ? 100 : stage === 'percentage' ? toShare(percent) : 0;
  const batches = plan.batches.map((each): BatchRecord => {
    const isTooFar = each.percent > share;
    if (!isHeld(each) && !(each.status === 'done' && isTooFar)) return each;
    return { ...each, status: isTooFar ? 'rolled_back' : 'aborted', endedAtMs: nowMs, reason };
  });
  return ok({ ...plan, batches, flag: { ...plan.flag, stage, percent: share, reason } });
}

/** One restaurant: put in, taken out, or left to the stage again. */
export function moveTenant({ plan, tenantIds }: Scene, { tenantId, to, reason }: MoveTenant): Step {
  if (!tenantIds.includes(tenantId)) return err(appError('not_found', 'There is no such restaurant.'));
  const refusal = to === 'form' ? refusalIfRetired(plan.flag) : null;
  if (refusal) return err(refusal);
  const decisions = new Map(plan.decisions);
  if (to === 'rule') return ok(decisions.delete(tenantId) ? { ...plan, decisions } : plan);
  const opens = to === 'editor' && plan.flag.stage === 'off';
  const sleepers = tenantIds.filter((id) => id !== tenantId && plan.decisions.get(id)?.isIn === true).length;
  if (opens && sleepers > 0) {
    const message = `The stage is off. Set it to list first: of restaurants put in earlier, ${sleepers} would come along.`;
    return err(outsideRules(message));
  }
  decisions.set(tenantId, { isIn: to === 'editor', reason });
  const flag: FlagRecord = opens ? { ...plan.flag, stage: 'list', reason } : plan.flag;
  return ok({ ...plan, flag, decisions });
}

/** Batches in place of those not begun; what was moved back before is history then. */
export function planBatches({ plan, tenantIds, nowMs }: Scene, { batches: wanted, reason }: Plan): Step {
  const batches = plan.batches
    .filter(({ status }) => status !== 'planned')
    .map((each): BatchRecord => (each.status === 'rolled_back' ? { ...each, status: 'aborted' } : each));
  let reached = plan.flag.percent;
  for (const { target, goesOnAfterMinutes = null } of wanted) {
    const byTenants = target.by === 'tenants' ? target.tenants : null;
    const percent =
      target.by === 'percent' ? toShare(target.percent) : shareAfter(plan, tenantIds, reached, target.tenants);
    if (percent <= reached) {
      const message = `Each batch must reach further than the one before, and than the ${plan.flag.percent} % that have it.`;
      return err(appError('invalid_input', message));
    }
    const batch = (batches.at(-1)?.batch ?? 0) + 1;
    const times = { plannedAtMs: nowMs, startedAtMs: null, watchedFromMs: null, endedAtMs: null };
    const waits = { status: 'planned', goesOnAfterMinutes, reason, ...times, stop: null } as const;
    batches.push({ batch, byTenants, fromPercent: reached, percent, ...waits });
    reached = percent;
  }
  return ok({ ...plan, batches });
}

/** When a batch is stopped by itself. */
export const setRule = ({ plan }: Scene, rule: StopRule, reason: string): Step =>
  ok({ ...plan, flag: { ...plan.flag, rule, reason } });

/** The last step: the earlier form serves nobody any more, once nobody needs it. */
export function retire({ plan, tenantIds, nowMs }: Scene, reason: string): Step {
  const { flag } = plan;
  const without = tenantIds.filter((id) => !memberOf(plan, id).isOn).length;
  if (flag.stage !== 'on' || without > 0) {
    const message = `Not everybody is moved: the stage is ${flag.stage}, restaurants with the earlier form: ${without}.`;
    return err(outsideRules(message));
  }
  return ok({ ...plan, flag: { ...flag, retiredAtMs: flag.retiredAtMs ?? nowMs, reason } });
}

/** The earlier form can be given again. */
export const bringBack = ({ plan }: Scene, reason: string): Step =>
  ok({ ...plan, flag: { ...plan.flag, retiredAtMs: null, reason } });
