import type { Rollout, SetStage } from '@blunari/schema/api';
import type { Result } from '@blunari/schema/result';
import { flagStages, flagStageWords } from '@blunari/schema/rollout';
import { NumberField } from '@blunari/ui/number-field';
import { Select } from '@blunari/ui/select';
import { useState } from 'react';
import { ReasonDialog } from './ReasonDialog.tsx';
import { formatPercent } from './rollout-steps.ts';

export interface StageDialogProps {
  rollout: Rollout;
  onSend: (input: SetStage) => Promise<Result<null>>;
  onClose: () => void;
}

/** The flag itself, past the plan: off, by hand, a share, everybody. */
export function StageDialog({ rollout, onSend, onClose }: StageDialogProps) {
  const [stage, setStage] = useState(rollout.stage);
  const [percent, setPercent] = useState(rollout.percent);
  return (
    <ReasonDialog
      title="Set the stage by hand"
      confirmLabel="Set it"
      isDestructive={stage === 'off' && rollout.tenants.moved > 0}
      onSend={(reason) => onSend(stage === 'percentage' ? { stage, percent, reason } : { stage, reason })}
      onClose={onClose}
    >
      <div className="grid grid-cols-2 gap-x-3">
        <Select
          label="Stage"
          value={stage}
          onChange={setStage}
          options={flagStages.map((each) => ({ value: each, label: flagStageWords[each].name }))}
        />
        {stage === 'percentage' && (
          <NumberField
            label="Share of the tenants"
            variant="plain"
            suffix="%"
            value={percent}
            onChange={(value) => !Number.isNaN(value) && setPercent(value)}
            minValue={0}
            maxValue={100}
            step={0.1}
          />
        )}
      </div>
      <p className="m-0">
        {flagStageWords[stage].meaning}
        {stage === 'percentage' && percent < rollout.percent && rollout.stage === 'percentage'
          ? ` Less than the ${formatPercent(rollout.percent)} of now: some go back to the earlier form.`
          : ''}
      </p>
    </ReasonDialog>
  );
}
