import { useId } from 'react';
import { Group } from 'react-aria-components';
import { classNames } from '../class-names/class-names.ts';
import { fieldBox } from '../field/field-box.ts';
import type { FieldProps } from '../field/field-props.ts';
import { FieldLine } from '../field/FieldLine.tsx';
import { TimeInput } from './TimeInput.tsx';

export interface TimeFieldProps extends FieldProps {
  /** `HH:MM`, 24 hours. */
  value: string;
  onChange: (value: string) => void;
  /** What the arrow keys move by. */
  stepMinutes?: number;
  isDisabled?: boolean;
}

export function TimeField(props: TimeFieldProps) {
  const { label, isLabelHidden = false, labelEnd, hint, error, hasMessageLine = true, size = 'md', className } = props;
  const { value, onChange, stepMinutes = 15, isDisabled = false } = props;
  const id = useId();
  const messageId = useId();
  return (
    <div className={classNames('min-w-0', className)}>
      <div
        className={
          isLabelHidden ? 'sr-only' : 'mb-1.5 flex items-baseline justify-between gap-2 text-12 font-medium text-ink-2'
        }
      >
        <label htmlFor={id}>{label}</label>
        {labelEnd}
      </div>
      <Group isInvalid={error !== undefined} isDisabled={isDisabled} className={fieldBox(size)}>
        <TimeInput
          id={id}
          describedBy={messageId}
          value={value}
          onChange={onChange}
          stepMinutes={stepMinutes}
          isInvalid={error !== undefined}
          isDisabled={isDisabled}
        />
      </Group>
      <FieldLine id={messageId} hint={hint} error={error} hasLine={hasMessageLine} />
    </div>
  );
}
