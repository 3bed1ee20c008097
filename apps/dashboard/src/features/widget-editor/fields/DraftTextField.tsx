import { TextArea } from '@blunari/ui/text-area';
import { TextField } from '@blunari/ui/text-field';
import type { ReactNode } from 'react';
import { useHeldValue } from './use-held-value.ts';
import { WaitingHint } from './WaitingHint.tsx';

export interface DraftTextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  maxLength: number;
  hint?: ReactNode;
  error?: string | undefined;
  placeholder?: string;
  isDisabled: boolean;
  /** Several lines. */
  isLong?: boolean;
}

/** A text of the config: what is typed shows in the preview at once and saves itself. */
export function DraftTextField({ isLong = false, value, onChange, hint, ...field }: DraftTextFieldProps) {
  const held = useHeldValue(value, onChange);
  const shared = {
    ...field,
    value: held.value,
    onChange: held.onChange,
    onFocus: held.onFocus,
    onBlur: held.onBlur,
    hint: held.waiting === undefined ? hint : <WaitingHint words={held.waiting} onTake={held.take} />,
  };
  return isLong ? <TextArea {...shared} rows={3} /> : <TextField {...shared} />;
}
