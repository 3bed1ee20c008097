import type { Rollout } from '@blunari/schema/api';
import { numbersOf, type Batch } from '@blunari/schema/rollout';
import { isoOf } from '../state/backend.ts';
import { realTenants } from '../state/members.ts';
import type { MockState } from '../state/mock-state.ts';
import { currentBatch } from './batch-steps.ts';
import { countedBatchOf, memberOf, type Member } from './members.ts';
import type { BatchRecord } from './rollout-record.ts';
import { minuteMs, savesOfMembers, sumOf, type MemberSave } from './save-sums.ts';

/** The roll-out as platform staff see it. */
export function toRollout(state: MockState): Rollout {
  const { plan } = state.rollout;
  const { stage, percent, version, reason, updatedAtMs, retiredAtMs, rule } = plan.flag;
  const members = realTenants(state).map(({ id }) => memberOf(plan, id));
  const saves = savesOfMembers(state);
  return {
    stage,
    percent,
    version,
    reason,
    updatedAt: isoOf(updatedAtMs),
    retiredAt: isoOrNull(retiredAtMs),
    rule,
    tenants: {
      all: members.length,
      moved: members.filter(({ isOn }) => isOn).length,
      putIn: members.filter(({ byHand }) => byHand === true).length,
      takenOut: members.filter(({ byHand }) => byHand === false).length,
    },
    currentBatch: currentBatch(plan)?.batch ?? null,
    batches: plan.batches.map((batch) => toBatch(batch, members, saves)),
  };
}

const isoOrNull = (ms: number | null): string | null => (ms === null ? null : isoOf(ms));

function toBatch(record: BatchRecord, members: readonly Member[], saves: readonly MemberSave[]): Batch {
  const { batch, byTenants, percent, status, goesOnAfterMinutes, reason, startedAtMs, endedAtMs } = record;
  const since = saves.filter(
    ({ minute }) =>
      startedAtMs !== null && minute >= startedAtMs - (startedAtMs % minuteMs) && minute < (endedAtMs ?? Infinity),
  );
  return {
    batch,
    target: byTenants === null ? { by: 'percent', percent } : { by: 'tenants', tenants: byTenants },
    percent,
    status,
    goesOnAfterMinutes,
    reason,
    tenants: members.filter((member) => countedBatchOf(member) === batch).length,
    startedAt: isoOrNull(startedAtMs),
    endedAt: isoOrNull(endedAtMs),
    saves: numbersOf(sumOf(since.filter((save) => save.component === 'editor' && save.batch === batch))),
    others: numbersOf(sumOf(since.filter((save) => save.component === 'form' && save.batch !== batch))),
    stop: record.stop && { at: isoOf(record.stop.atMs), windows: record.stop.windows },
  };
}
