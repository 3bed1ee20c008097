import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Group,
  Input,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components';
import { classNames } from '../class-names/class-names.ts';
import { fieldBox, fieldInput } from '../field/field-box.ts';
import type { FieldProps } from '../field/field-props.ts';
import { FieldLabel } from '../field/FieldLabel.tsx';
import { FieldMessage } from '../field/FieldMessage.tsx';
import { Icon } from '../icon/Icon.tsx';

export interface TextFieldProps
  extends FieldProps, Omit<AriaTextFieldProps, 'children' | 'className' | 'style' | 'isInvalid'> {
  placeholder?: string;
  icon?: LucideIcon;
  /** A unit or remark at the end of the box. */
  suffix?: string;
  /** A control at the start of the box. */
  start?: ReactNode;
  /** A control at the end of the box. */
  end?: ReactNode;
  /** Digits: aligned at the end, so they line up in a column. */
  isNumeric?: boolean;
}

export function TextField(props: TextFieldProps) {
  const { label, isLabelHidden = false, labelEnd, hint, error, hasMessageLine = true, size = 'md', ...rest } = props;
  const { placeholder, icon, suffix, start, end, isNumeric = false, className, ...field } = rest;
  return (
    <AriaTextField {...field} isInvalid={error !== undefined} className={classNames('min-w-0', className)}>
      <FieldLabel label={label} isHidden={isLabelHidden} end={labelEnd} />
      <Group isInvalid={error !== undefined} isDisabled={field.isDisabled ?? false} className={fieldBox(size)}>
        {start}
        {icon !== undefined && <Icon of={icon} size={14} className="text-ink-3" />}
        <Input
          {...(placeholder === undefined ? {} : { placeholder })}
          className={classNames(fieldInput, isNumeric && 'text-end')}
        />
        {suffix !== undefined && <span className="shrink-0 text-13 text-ink-3">{suffix}</span>}
        {end}
      </Group>
      <FieldMessage hint={hint} error={error} hasLine={hasMessageLine} />
    </AriaTextField>
  );
}
