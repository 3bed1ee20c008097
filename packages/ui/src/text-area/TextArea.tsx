import {
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components';
import { classNames } from '../class-names/class-names.ts';
import type { FieldProps } from '../field/field-props.ts';
import { FieldLabel } from '../field/FieldLabel.tsx';
import { FieldMessage } from '../field/FieldMessage.tsx';

export interface TextAreaProps
  extends
    Omit<FieldProps, 'size'>,
    Omit<AriaTextFieldProps, 'children' | 'className' | 'style' | 'isInvalid' | 'type'> {
  placeholder?: string;
  /** Lines shown when empty; it grows with what is typed. */
  rows?: number;
}

export function TextArea(props: TextAreaProps) {
  const { label, isLabelHidden = false, labelEnd, hint, error, hasMessageLine = true, ...rest } = props;
  const { placeholder, rows = 2, className, ...field } = rest;
  return (
    <AriaTextField {...field} isInvalid={error !== undefined} className={classNames('min-w-0', className)}>
      <FieldLabel label={label} isHidden={isLabelHidden} end={labelEnd} />
      <AriaTextArea
        rows={rows}
        style={{ minHeight: `${rows * LINE_REM + 1}rem` }}
        {...(placeholder === undefined ? {} : { placeholder })}
        className={classNames(
          'block field-sizing-content w-full resize-y rounded-md border-0 field-surface px-2.5 py-2 text-13 text-ink',
          'inset-ring inset-ring-line-field transition-shadow edge placeholder:text-ink-3 pointer-coarse:text-16',
          'focus-visible:outline-offset-1 focus-visible:inset-ring-focus',
          'wrong:inset-ring-2 wrong:inset-ring-negative-dot unavailable:bg-transparent unavailable:text-ink-3 unavailable:inset-ring-line',
        )}
      />
      <FieldMessage hint={hint} error={error} hasLine={hasMessageLine} />
    </AriaTextField>
  );
}

/** Height of a line; sizing by content would otherwise ignore `rows`. */
const LINE_REM = 1.25;
