import { Minus, Plus } from 'lucide-react';
import {
  Button as AriaButton,
  Group,
  Input,
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
} from 'react-aria-components';
import { classNames } from '../class-names/class-names.ts';
import { fieldBox, fieldInput } from '../field/field-box.ts';
import type { FieldProps } from '../field/field-props.ts';
import { FieldLabel } from '../field/FieldLabel.tsx';
import { FieldMessage } from '../field/FieldMessage.tsx';
import { Icon } from '../icon/Icon.tsx';
import { useLiveNumber } from './use-live-number.ts';

export interface NumberFieldProps
  extends FieldProps, Omit<AriaNumberFieldProps, 'children' | 'className' | 'style' | 'isInvalid'> {
  /** `stepper` has minus and plus at its ends; `plain` is a box with an optional unit. */
  variant?: 'stepper' | 'plain';
  suffix?: string;
}

/** Reports whole numbers inside the limits while they are typed, everything else when the field is left. */
export function NumberField(props: NumberFieldProps) {
  const { label, isLabelHidden = false, labelEnd, hint, error, hasMessageLine = true, size = 'md', ...rest } = props;
  const { variant = 'stepper', suffix, className, ...field } = rest;
  const onLiveChange = useLiveNumber(field);
  const isStepper = variant === 'stepper';
  return (
    <AriaNumberField {...field} isInvalid={error !== undefined} className={classNames('min-w-0', className)}>
      <FieldLabel label={label} isHidden={isLabelHidden} end={labelEnd} />
      <Group className={fieldBox(size, isStepper ? 'flush' : 'padded')}>
        {isStepper && <Step slot="decrement" size={size} />}
        <Input onInput={onLiveChange} className={classNames(fieldInput, isStepper && 'text-center')} />
        {suffix !== undefined && (
          <span className={classNames('shrink-0 text-13 text-ink-3', isStepper && 'pe-2')}>{suffix}</span>
        )}
        {isStepper && <Step slot="increment" size={size} />}
      </Group>
      <FieldMessage hint={hint} error={error} hasLine={hasMessageLine} />
    </AriaNumberField>
  );
}

function Step({ slot, size }: { slot: 'decrement' | 'increment'; size: 'sm' | 'md' | 'lg' }) {
  return (
    <AriaButton
      slot={slot}
      className={classNames(
        'grid h-[calc(100%-2px)] shrink-0 cursor-pointer place-items-center border-0 border-line bg-transparent text-ink-3 transition-colors',
        'hovered:bg-hover hovered:text-ink is-pressed:bg-pressed unavailable:cursor-default unavailable:text-ink-disabled',
        slot === 'decrement' ? 'border-e' : 'border-s',
        size === 'sm' ? 'w-6 pointer-coarse:w-11' : size === 'md' ? 'w-7 pointer-coarse:w-11' : 'w-11',
      )}
    >
      <Icon of={slot === 'decrement' ? Minus : Plus} size={14} />
    </AriaButton>
  );
}
