import type { AppError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import type { JudgedWindow } from '@blunari/schema/rollout';
import { shareAfter } from './members.ts';
import type { BatchRecord, RolloutPlan } from './rollout-record.ts';
import { isHeld, outsideRules, refusalIfRetired, setStage, type Scene, type Step } from './steps.ts';

const overtaken = (batch: number): AppError =>
  outsideRules(`The roll-out has moved on meanwhile. Look at where it is now, and batch ${batch}.`);

/** The batch that is under way; none before the first and after the last. */
export const currentBatch = ({ batches }: RolloutPlan): BatchRecord | undefined => batches.findLast(isHeld);

/** The one that is begun next. */
function nextBatch(plan: RolloutPlan): BatchRecord | undefined {
  const reached = currentBatch(plan)?.batch ?? 0;
  return plan.batches.find(
    ({ batch, status }) => batch > reached && (status === 'planned' || status === 'rolled_back'),
  );
}

function change(
  plan: RolloutPlan,
  concerns: (batch: BatchRecord) => boolean,
  values: Partial<BatchRecord>,
): RolloutPlan {
  return { ...plan, batches: plan.batches.map((each) => (concerns(each) ? { ...each, ...values } : each)) };
}

/** The batch that shall be under way: the one that is, and was held; or the next; or, after the last, the end. */
export function goOn(scene: Scene, batch: number, reason: string): Step {
  const { plan, nowMs } = scene;
  const refusal = refusalIfRetired(plan.flag);
  if (refusal) return err(refusal);
  const present = currentBatch(plan);
  if (present?.batch === batch && present.status !== 'running') {
    return ok(change(plan, (each) => each === present, { status: 'running', watchedFromMs: nowMs, reason }));
  }
  const following = nextBatch(plan);
  const expected = following?.batch ?? (present && present.batch + 1);
  if (expected !== batch) return err(overtaken(batch));
  const passed = change(plan, (each) => each === present, { status: 'done', endedAtMs: nowMs, reason });
  if (following) return begin({ ...scene, plan: passed }, following, reason);
  return ok(plan.flag.percent === 100 ? { ...passed, flag: { ...plan.flag, stage: 'on', reason } } : passed);
}

/** Moves the restaurants of a batch that waits. */
function begin({ plan, tenantIds, nowMs }: Scene, waits: BatchRecord, reason: string): Step {
  const { flag } = plan;
  const { batch, byTenants } = waits;
  const percent = byTenants === null ? waits.percent : shareAfter(plan, tenantIds, flag.percent, byTenants);
  if (flag.stage === 'on' || percent <= flag.percent) {
    return err(outsideRules(`${flag.percent} % have it already. Make a new plan.`));
  }
  const times = { startedAtMs: nowMs, watchedFromMs: nowMs, endedAtMs: null };
  const begun = change(plan, (each) => each.batch === batch, {
    status: 'running',
    fromPercent: flag.percent,
    percent,
    reason,
    ...times,
    stop: null,
  });
  // Where it ended by size is where the next one begins.
  const isAfter = (each: BatchRecord): boolean => each.status === 'planned' && each.batch === batch + 1;
  const placed = change(begun, isAfter, { fromPercent: percent });
  return ok({ ...placed, flag: { ...flag, stage: 'percentage', percent, reason } });
}

/** Nothing goes on by itself any more. */
export function pause({ plan }: Scene, batch: number, reason: string): Step {
  const running = plan.batches.find((each) => each.batch === batch && each.status === 'running');
  if (!running) return err(overtaken(batch));
  return ok(change(plan, (each) => each === running, { status: 'paused', reason }));
}

/** Ends the plan where it is: who was moved stays moved. */
export function abort({ plan, nowMs }: Scene, batch: number, reason: string): Step {
  const present = currentBatch(plan);
  if ((present ?? nextBatch(plan))?.batch !== batch) return err(overtaken(batch));
  const ends = (each: BatchRecord): boolean => each === present || each.status === 'rolled_back';
  const ended = change(plan, ends, { status: 'aborted', endedAtMs: nowMs, reason });
  return ok({ ...ended, batches: ended.batches.filter(({ status }) => status !== 'planned') });
}

const isBegun = (batch: BatchRecord): boolean => isHeld(batch) || batch.status === 'done';

/** Back to where a batch that passed ended; 0 is off, for those put in by hand as well. */
export function goBack(scene: Scene, toBatch: number, reason: string): Step {
  const { plan, nowMs } = scene;
  const refusal = refusalIfRetired(plan.flag);
  if (refusal) return err(refusal);
  if (toBatch === 0) return setStage(scene, { stage: 'off', reason });
  const goal = plan.batches.find((each) => each.batch === toBatch && isBegun(each));
  if (!goal || goal.percent >= plan.flag.percent) return err(overtaken(toBatch));
  const isLater = (each: BatchRecord): boolean => each.batch > toBatch && isBegun(each);
  const back = change(plan, isLater, { status: 'rolled_back', endedAtMs: nowMs, reason });
  const held = change(back, (each) => each === goal, heldAt(nowMs, reason));
  return ok({ ...held, flag: { ...plan.flag, stage: 'percentage', percent: goal.percent, reason } });
}

/** A batch that passed is under way again when the one after it is moved back. */
const heldAt = (nowMs: number, reason: string): Partial<BatchRecord> => ({
  status: 'paused',
  watchedFromMs: nowMs,
  endedAtMs: null,
  reason,
});

/** By the rule: a batch that did worse is held, or moved back where the rule says so. Nobody put in by hand is moved by it. */
export function stop(
  { plan, nowMs }: Scene,
  worse: BatchRecord,
  windows: readonly JudgedWindow[],
  reason: string,
): Step {
  const stopped = { stop: { atMs: nowMs, windows }, reason };
  const isWorse = (each: BatchRecord): boolean => each === worse;
  if (plan.flag.rule.action === 'pause') return ok(change(plan, isWorse, { status: 'stopped', ...stopped }));
  const back = change(plan, isWorse, { status: 'rolled_back', endedAtMs: nowMs, ...stopped });
  const percent = worse.fromPercent;
  const isBefore = (each: BatchRecord): boolean => each.status === 'done' && each.percent === percent;
  const held = change(back, isBefore, heldAt(nowMs, reason));
  return ok({ ...held, flag: { ...plan.flag, percent, reason } });
}
