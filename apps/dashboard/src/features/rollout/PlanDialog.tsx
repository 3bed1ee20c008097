import { type Plan, planSchema, type Rollout } from '@blunari/schema/api';
import type { Result } from '@blunari/schema/result';
import { Button } from '@blunari/ui/button';
import { IconButton } from '@blunari/ui/icon-button';
import { NumberField } from '@blunari/ui/number-field';
import { Select } from '@blunari/ui/select';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { type PlannedBatch, planOf, planProblem, startingPlan } from './plan-rows.ts';
import { ReasonDialog } from './ReasonDialog.tsx';

export interface PlanDialogProps {
  rollout: Rollout;
  onSend: (plan: Plan) => Promise<Result<null>>;
  onClose: () => void;
}

/** The batches to come, by share or by size; those that were begun stay what they are. */
export function PlanDialog({ rollout, onSend, onClose }: PlanDialogProps) {
  const [rows, setRows] = useState(() => startingPlan(rollout));
  const first = rollout.batches.filter(({ status }) => status !== 'planned').length + 1;
  const problem = planProblem(rows, rollout);
  const change = (key: number, changes: Partial<PlannedBatch>) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...changes } : row)));
  const add = () =>
    setRows([
      ...rows,
      { key: Math.max(0, ...rows.map(({ key }) => key)) + 1, by: 'percent', amount: 100, goesOnAfterHours: 0 },
    ]);
  return (
    <ReasonDialog
      title="Plan batches"
      confirmLabel="Plan them"
      problem={problem}
      onSend={async (reason) => onSend(planSchema.parse({ batches: planOf(rows), reason }))}
      onClose={onClose}
    >
      <p className="m-0 mb-3">
        Replaces the batches that wait: those not begun yet, and those moved back. With 0 hours, the next batch waits
        for you; otherwise it begins by itself after so long without a bad window.
      </p>
      <ol className="m-0 grid gap-2 p-0">
        {rows.map((row, index) => (
          <li key={row.key} className="flex list-none items-end gap-2">
            <span className="w-6 shrink-0 pb-2 text-ink-3 tabular-nums">{first + index}</span>
            <NumberField
              label={index === 0 ? 'Reaches' : `Batch ${first + index} reaches`}
              isLabelHidden={index > 0}
              hasMessageLine={false}
              variant="plain"
              className="w-20"
              value={row.amount}
              onChange={(amount) => !Number.isNaN(amount) && change(row.key, { amount })}
              minValue={row.by === 'percent' ? 0.01 : 1}
              maxValue={row.by === 'percent' ? 100 : 1_000_000}
              step={row.by === 'percent' ? 0.01 : 1}
            />
            <Select
              label={index === 0 ? 'Counted' : `Batch ${first + index} is counted`}
              isLabelHidden={index > 0}
              hasMessageLine={false}
              className="min-w-0 flex-1"
              value={row.by}
              onChange={(by) => change(row.key, { by })}
              options={[
                { value: 'percent', label: '% of all' },
                { value: 'tenants', label: 'tenants more' },
              ]}
            />
            <NumberField
              label={index === 0 ? 'Goes on after' : `After batch ${first + index} it goes on after`}
              isLabelHidden={index > 0}
              hasMessageLine={false}
              variant="plain"
              suffix="h"
              className="w-24"
              value={row.goesOnAfterHours}
              onChange={(goesOnAfterHours) => !Number.isNaN(goesOnAfterHours) && change(row.key, { goesOnAfterHours })}
              minValue={0}
              maxValue={720}
            />
            <IconButton
              icon={X}
              label={`Leave out batch ${first + index}`}
              isDisabled={rows.length === 1}
              onPress={() => setRows(rows.filter(({ key }) => key !== row.key))}
            />
          </li>
        ))}
      </ol>
      <Button size="sm" variant="ghost" icon={Plus} className="mt-2" onPress={add}>
        Add a batch
      </Button>
    </ReasonDialog>
  );
}
