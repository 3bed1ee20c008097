import type { Rollout } from '@blunari/schema/api';
import { assertNever } from '@blunari/schema/result';
import type { Batch } from '@blunari/schema/rollout';
import { countTenants, currentBatchOf, formatCount, formatPercent, waitingBatchesOf } from './rollout-steps.ts';

/** What the roll-out does now, in words. */
export interface RolloutWords {
  readonly tone: 'neutral' | 'positive' | 'caution' | 'negative';
  readonly title: string;
  readonly detail: string;
}

export function rolloutWords(rollout: Rollout): RolloutWords {
  const { all, moved } = rollout.tenants;
  const share = `${formatCount(moved)} of ${countTenants(all)} have the new editor.`;
  if (rollout.retiredAt !== null) {
    return { tone: 'positive', title: 'The earlier form is retired', detail: 'Every tenant has the new editor.' };
  }
  const current = currentBatchOf(rollout);
  if (current) return batchWords(rollout, current, share);
  if (rollout.stage === 'on') return { tone: 'positive', title: 'Everybody has the new editor', detail: share };
  if (rollout.stage === 'list') return { tone: 'neutral', title: 'By hand only', detail: share };
  if (rollout.stage === 'percentage') {
    return { tone: 'neutral', title: `${formatPercent(rollout.percent)} have the new editor`, detail: share };
  }
  return offWords(rollout);
}

function offWords({ batches }: Rollout): RolloutWords {
  const waits = 'Everybody has the earlier form.';
  if (batches.some(({ status }) => status === 'rolled_back')) {
    return { tone: 'caution', title: 'Moved back to 0 %', detail: `${waits} Nothing that was saved is lost.` };
  }
  return {
    tone: 'neutral',
    title: 'Not begun',
    detail: batches.length > 0 ? waits : `${waits} Plan batches to begin.`,
  };
}

function batchWords(rollout: Rollout, current: Batch, share: string): RolloutWords {
  const { batch, status } = current;
  switch (status) {
    case 'running':
      return {
        tone: 'positive',
        title: `Batch ${batch} is running`,
        detail: `${share} ${afterWords(rollout, current)}`,
      };
    case 'paused':
      return {
        tone: 'caution',
        title: `Paused in batch ${batch}`,
        detail: `${share} Nobody else is moved until you go on.`,
      };
    case 'stopped':
      return {
        tone: 'negative',
        title: `Stopped by itself in batch ${batch}`,
        detail: `${share} Nobody else is moved until you decide.`,
      };
    case 'done':
      return rollout.stage === 'on'
        ? { tone: 'positive', title: 'Everybody has the new editor', detail: share }
        : { tone: 'positive', title: `Batch ${batch} passed`, detail: share };
    case 'planned':
    case 'rolled_back':
    case 'aborted':
      return { tone: 'neutral', title: 'Nothing is moving', detail: share };
    default:
      return assertNever(status);
  }
}

/** What comes after the batch that runs. */
function afterWords(rollout: Rollout, { batch, goesOnAfterMinutes }: Batch): string {
  const next = waitingBatchesOf(rollout).find((each) => each.batch > batch);
  if (!next) return 'It is the last one of the plan.';
  return goesOnAfterMinutes === null
    ? `Batch ${next.batch} begins when you go on.`
    : `Batch ${next.batch} begins by itself after ${minutesWords(goesOnAfterMinutes)} without a bad window.`;
}

/** `90 min`, `6 h`, `2 days`. */
export function minutesWords(minutes: number): string {
  if (minutes % 1440 === 0) return minutes === 1440 ? '1 day' : `${minutes / 1440} days`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
