import type { Rollout } from '@blunari/schema/api';
import type { Batch } from '@blunari/schema/rollout';

/** What can be done next, and what it means in words. */
export interface NextStep {
  /** Which batch shall run; one more than the last: the roll-out is complete. */
  readonly batch: number;
  readonly title: string;
  readonly detail: string;
}

/** The batch at hand: begun last, and neither moved back nor aborted. */
export function currentBatchOf({ batches, currentBatch }: Rollout): Batch | null {
  return batches.find(({ batch }) => batch === currentBatch) ?? null;
}

/** Batches that are not begun, or that were moved back and can be begun again. */
export function waitingBatchesOf({ batches }: Rollout): readonly Batch[] {
  return batches.filter(({ status }) => status === 'planned' || status === 'rolled_back');
}

/** What [Go on] does; null where there is nothing to go on with. */
export function nextStepOf(rollout: Rollout): NextStep | null {
  const current = currentBatchOf(rollout);
  if (current && (current.status === 'paused' || current.status === 'stopped')) return runOn(current);
  const next = waitingBatchesOf(rollout).find(({ batch }) => batch > (current?.batch ?? 0));
  if (next) return begin(rollout, next);
  return current?.status === 'running' ? finish(rollout, current) : null;
}

/** Beginning the next batch although the current one was paused or stopped; null where that is not at hand. */
export function skipAheadOf(rollout: Rollout): NextStep | null {
  const current = currentBatchOf(rollout);
  if (current?.status !== 'paused' && current?.status !== 'stopped') return null;
  const next = waitingBatchesOf(rollout).find(({ batch }) => batch > current.batch);
  return next ? begin(rollout, next) : finish(rollout, current);
}

function runOn({ batch, status }: Batch): NextStep {
  return {
    batch,
    title: `Let batch ${batch} run on?`,
    detail:
      status === 'stopped'
        ? 'Its tenants keep the new editor, and its windows count afresh: the rule stops it again where it does worse.'
        : 'Its tenants have the new editor already. The rule goes on watching it.',
  };
}

function begin(rollout: Rollout, { batch, tenants, percent }: Batch): NextStep {
  const then = movedUpTo(rollout, batch);
  return {
    batch,
    title: `Begin batch ${batch}?`,
    detail: `${countTenants(tenants)} ${tenants === 1 ? 'gets' : 'get'} the new editor at once: ${formatPercent(percent)} then have it, ${then} of ${rollout.tenants.all} by their place.`,
  };
}

function finish({ tenants }: Rollout, { batch, percent }: Batch): NextStep {
  return {
    batch: batch + 1,
    title: 'Finish the roll-out?',
    detail:
      percent === 100
        ? `The plan is done. Every tenant has the new editor, new ones too, but for ${countTenants(tenants.takenOut)} taken out by hand.`
        : `The plan is done. ${formatPercent(percent)} keep the new editor; a new plan can go further.`,
  };
}

/** Tenants that the batches up to this one move, by their place alone. */
export function movedUpTo({ batches }: Rollout, batch: number): number {
  return batches.filter((each) => each.batch <= batch).reduce((sum, { tenants }) => sum + tenants, 0);
}

export const countTenants = (count: number): string => (count === 1 ? '1 tenant' : `${formatCount(count)} tenants`);

const counts = new Intl.NumberFormat('en');
const shares = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

export const formatCount = (count: number): string => counts.format(count);

/** `15 %`; a batch by size ends between two whole ones: `4.61 %`. */
export const formatPercent = (percent: number): string => `${shares.format(percent)} %`;
