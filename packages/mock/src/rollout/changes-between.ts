import { describeChange } from '@blunari/schema/rollout';
import { isoOf, type Backend } from '../state/backend.ts';
import { newId } from '../state/new-ids.ts';
import type { AuditRecord, BatchRecord, DecisionRecord, FlagRecord, RolloutPlan } from './rollout-record.ts';

/** What changed, for the audit, in the order in which it is written; without who, when and why. */
export type PlanChange = Omit<AuditRecord, 'atMs' | 'actor' | 'reason'>;

/** One row as it was and as it is; null where there was none, or is none any more. */
interface RowChange {
  readonly table: 'widget_feature_flags' | 'widget_feature_flag_overrides' | 'widget_rollouts';
  readonly before: object | null;
  readonly after: object | null;
  readonly tenantId?: string;
  readonly batch?: number;
}

export function changesBetween(backend: Backend, before: RolloutPlan, after: RolloutPlan): PlanChange[] {
  const rows = [...batchChanges(before, after), ...flagChanges(before, after), ...decisionChanges(before, after)];
  return rows.map(({ table, tenantId = null, batch = null, ...row }) => {
    const action = `${table}.${row.before === null ? 'insert' : row.after === null ? 'delete' : 'update'}`;
    const tenantName = backend.state.tenants.get(tenantId ?? '')?.name ?? '';
    return { id: newId(backend), action, what: describeChange({ action, ...row, tenantName }), tenantId, batch };
  });
}

function flagChanges(before: RolloutPlan, after: RolloutPlan): RowChange[] {
  const was = flagRow(before.flag);
  const now = flagRow(after.flag);
  const isSame = JSON.stringify(was) === JSON.stringify(now);
  return isSame ? [] : [{ table: 'widget_feature_flags', before: was, after: now }];
}

/** As the database names it, so that one text tells of both. */
const flagRow = ({ stage, percent, rule, retiredAtMs, reason }: FlagRecord): object => ({
  stage,
  rollout_percent: percent,
  stop_rule: rule,
  retired_at: retiredAtMs === null ? null : isoOf(retiredAtMs),
  reason,
});

function batchChanges(before: RolloutPlan, after: RolloutPlan): RowChange[] {
  const numbers = [...new Set([...before.batches, ...after.batches].map(({ batch }) => batch))];
  return numbers.flatMap((number) => {
    const was = before.batches.find(({ batch }) => batch === number) ?? null;
    const now = after.batches.find(({ batch }) => batch === number) ?? null;
    // A plan that replaces another begins with the same numbers.
    const isReplaced = was?.status === 'planned' && now?.status === 'planned' && was.plannedAtMs !== now.plannedAtMs;
    const pairs: readonly (readonly [BatchRecord | null, BatchRecord | null])[] = isReplaced
      ? [
          [was, null],
          [null, now],
        ]
      : [[was, now]];
    return pairs
      .filter(([one, other]) => one?.status !== other?.status && !isToldByTheShare(one, other))
      .map(([one, other]) => ({ table: 'widget_rollouts', batch: number, before: one, after: other }) as const);
  });
}

/** That a batch passed or began is said by the change of the share. */
function isToldByTheShare(was: BatchRecord | null, now: BatchRecord | null): boolean {
  const hasBegun = now?.status === 'running' && (was?.status === 'planned' || was?.status === 'rolled_back');
  return hasBegun || (was !== null && now?.status === 'done');
}

function decisionChanges(before: RolloutPlan, after: RolloutPlan): RowChange[] {
  const tenantIds = [...new Set([...before.decisions.keys(), ...after.decisions.keys()])];
  return tenantIds
    .filter((id) => before.decisions.get(id) !== after.decisions.get(id))
    .map((tenantId) => ({
      table: 'widget_feature_flag_overrides',
      tenantId,
      before: decisionRow(before.decisions.get(tenantId)),
      after: decisionRow(after.decisions.get(tenantId)),
    }));
}

const decisionRow = (decision: DecisionRecord | undefined): object | null =>
  decision ? { is_on: decision.isIn } : null;
