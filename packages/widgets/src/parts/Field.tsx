import { useId, type HTMLAttributes } from 'react';
import { useWords } from '../i18n/words.ts';
import { Icon } from './Icon.tsx';

interface FieldProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly onType: (value: string) => void;
  readonly onLeave?: () => void;
  readonly type?: 'text' | 'email' | 'tel';
  readonly autoComplete?: string;
  readonly inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  readonly isOptional?: boolean;
  readonly isLong?: boolean;
  readonly maxLength: number;
  /** Shown in the line kept free below the field, so the form never moves. */
  readonly error?: string | undefined;
  readonly hint?: string;
}

export function Field(props: FieldProps) {
  const { label, error, hint, isOptional = false, isLong = false } = props;
  const { messages } = useWords();
  const id = useId();
  const control = {
    id,
    name: props.name,
    value: props.value,
    autoComplete: props.autoComplete ?? 'off',
    maxLength: props.maxLength,
    required: !isOptional,
    className: 'bw-input',
    'aria-invalid': error !== undefined,
    'aria-describedby': `${id}-line`,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      props.onType(event.currentTarget.value),
    ...(props.onLeave ? { onBlur: props.onLeave } : {}),
  };
  return (
    <div className="bw-field">
      <label htmlFor={id}>
        {label}
        {isOptional && <span> ({messages.optional})</span>}
      </label>
      {isLong ? (
        <textarea {...control} rows={2} />
      ) : (
        <input {...control} type={props.type ?? 'text'} inputMode={props.inputMode} />
      )}
      <p id={`${id}-line`} className="bw-field-line" data-error={error !== undefined}>
        {error !== undefined && <Icon name="problem" size={14} />}
        {error ?? hint}
      </p>
    </div>
  );
}
