import type { Result } from '@blunari/schema/result';
import { type StopRule, stopRuleSchema } from '@blunari/schema/rollout';
import { NumberField } from '@blunari/ui/number-field';
import { SegmentedControl } from '@blunari/ui/segmented-control';
import { useState } from 'react';
import { ReasonDialog } from './ReasonDialog.tsx';
import { ruleSentence } from './rule-words.ts';

export interface RuleDialogProps {
  rule: StopRule;
  onSend: (rule: StopRule, reason: string) => Promise<Result<null>>;
  onClose: () => void;
}

/** The rule as numbers, and below them what they mean together. */
export function RuleDialog({ rule: current, onSend, onClose }: RuleDialogProps) {
  const [rule, setRule] = useState(current);
  const parsed = stopRuleSchema.safeParse(rule);
  return (
    <ReasonDialog
      title="Change the rule of the stop"
      confirmLabel="Change the rule"
      problem={parsed.success ? undefined : 'One of the numbers is out of its range.'}
      onSend={(reason) => onSend(rule, reason)}
      onClose={onClose}
    >
      <div className="grid grid-cols-2 gap-x-3 gap-y-1">
        {fields.map(({ name, label, suffix, min, max, step }) => (
          <NumberField
            key={name}
            label={label}
            variant="plain"
            {...(suffix === undefined ? {} : { suffix })}
            value={rule[name]}
            onChange={(value) => !Number.isNaN(value) && setRule({ ...rule, [name]: value })}
            minValue={min}
            maxValue={max}
            step={step}
          />
        ))}
      </div>
      <div className="mb-1.5 text-12 font-medium text-ink-2" aria-hidden>
        Then
      </div>
      <SegmentedControl
        label="What happens then"
        value={rule.action}
        onChange={(action) => setRule({ ...rule, action })}
        segments={[
          { value: 'pause', label: 'Nobody else is moved' },
          { value: 'move-back', label: 'The batch is moved back' },
        ]}
      />
      <p className="m-0 mt-3" aria-live="polite">
        {ruleSentence(rule)}
      </p>
    </ReasonDialog>
  );
}

/** The ranges are those of `stopRuleSchema`. */
const fields = [
  { name: 'windowMinutes', label: 'Length of a window', suffix: 'min', min: 1, max: 60, step: 1 },
  { name: 'minSaves', label: 'Saves on each side, at least', suffix: undefined, min: 1, max: 100_000, step: 1 },
  { name: 'errorFactor', label: 'Failed saves above', suffix: '× others', min: 1, max: 100, step: 0.1 },
  { name: 'errorPoints', label: 'And more by', suffix: 'points', min: 0, max: 100, step: 0.1 },
  { name: 'p95Factor', label: 'p95 of a save above', suffix: '× others', min: 1, max: 100, step: 0.1 },
  { name: 'windowsRunning', label: 'Bad windows running', suffix: undefined, min: 1, max: 12, step: 1 },
] as const;
