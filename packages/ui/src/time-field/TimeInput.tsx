import { type KeyboardEvent, useState } from 'react';
import { parseTimeText, stepTime } from './time-text.ts';

export interface TimeInputProps {
  label?: string;
  id?: string;
  describedBy?: string | undefined;
  /** `HH:MM`, 24 hours. */
  value: string;
  onChange: (value: string) => void;
  stepMinutes: number;
  isInvalid: boolean;
  isDisabled: boolean;
  onFocusChange?: (isFocused: boolean) => void;
}

/**
 * The bare input of the time fields. A full time is reported while it is typed, shorthand when the field is left, and the
 * arrow keys step; what is no time falls back to the last one.
 */
export function TimeInput(props: TimeInputProps) {
  const { label, id, describedBy, value, onChange, stepMinutes, isInvalid, isDisabled, onFocusChange } = props;
  const [draft, setDraft] = useState<string>();
  const leave = () => {
    const parsed = draft === undefined ? undefined : parseTimeText(draft);
    if (parsed !== undefined && parsed !== value) onChange(parsed);
    setDraft(undefined);
    onFocusChange?.(false);
  };
  const type = (text: string) => {
    setDraft(text);
    if (parseTimeText(text) === text) onChange(text);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    setDraft(undefined);
    onChange(stepTime(value, stepMinutes, event.key === 'ArrowUp' ? 1 : -1));
  };
  return (
    <input
      id={id}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={isInvalid || undefined}
      disabled={isDisabled}
      inputMode="numeric"
      autoComplete="off"
      dir="ltr"
      maxLength={5}
      value={draft ?? value}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={press}
      onFocus={() => onFocusChange?.(true)}
      onBlur={leave}
      className="h-full w-[2.68em] border-0 bg-transparent p-0 text-inherit tabular-nums outline-none pointer-coarse:text-16"
    />
  );
}
