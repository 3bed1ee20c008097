import { useId } from 'react';
import { Group } from 'react-aria-components';
import { classNames } from '../class-names/class-names.ts';
import { fieldBox } from '../field/field-box.ts';
import { FieldLine } from '../field/FieldLine.tsx';
import { TimeInput } from './TimeInput.tsx';

export interface TimeRange {
  /** `HH:MM`, 24 hours. */
  from: string;
  to: string;
}

export interface TimeRangeFieldProps {
  /** Names the pair, such as "Saturday, first sitting". */
  label: string;
  fromLabel: string;
  toLabel: string;
  /** The word between the two. */
  separator: string;
  value: TimeRange;
  onChange: (value: TimeRange) => void;
  stepMinutes?: number;
  size?: 'sm' | 'md' | 'lg';
  error?: string | undefined;
  isDisabled?: boolean;
  onFocusChange?: (isFocused: boolean) => void;
}

/** From and to in one box, for rows that name themselves. The error stands below and takes no room while there is none. */
export function TimeRangeField(props: TimeRangeFieldProps) {
  const { label, fromLabel, toLabel, separator, value, onChange, stepMinutes = 15, size = 'sm', error } = props;
  const { isDisabled = false, onFocusChange } = props;
  const messageId = useId();
  const shared = {
    describedBy: error === undefined ? undefined : messageId,
    stepMinutes,
    isInvalid: error !== undefined,
    isDisabled,
    ...(onFocusChange === undefined ? {} : { onFocusChange }),
  };
  return (
    <div>
      <Group
        aria-label={label}
        isInvalid={error !== undefined}
        isDisabled={isDisabled}
        className={classNames(fieldBox(size), 'inline-flex w-fit rounded-sm pointer-coarse:rounded-md')}
      >
        <TimeInput {...shared} label={fromLabel} value={value.from} onChange={(from) => onChange({ ...value, from })} />
        <span className="text-ink-3">{separator}</span>
        <TimeInput {...shared} label={toLabel} value={value.to} onChange={(to) => onChange({ ...value, to })} />
      </Group>
      <FieldLine id={messageId} hint={undefined} error={error} hasLine={false} />
    </div>
  );
}
