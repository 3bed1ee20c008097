import { NumberField, type NumberFieldProps } from '@blunari/ui/number-field';
import { useHeldValue } from './use-held-value.ts';
import { WaitingHint } from './WaitingHint.tsx';

export interface DraftNumberFieldProps extends Pick<
  NumberFieldProps,
  'label' | 'minValue' | 'maxValue' | 'step' | 'suffix' | 'variant' | 'hint' | 'error' | 'isDisabled' | 'formatOptions'
> {
  value: number;
  onChange: (value: number) => void;
}

/** A number of the config. An emptied field keeps its last number. */
export function DraftNumberField({ value, onChange, hint, ...field }: DraftNumberFieldProps) {
  const held = useHeldValue(value, onChange);
  return (
    <NumberField
      {...field}
      value={held.value}
      onChange={(number) => !Number.isNaN(number) && number !== held.value && held.onChange(number)}
      onFocus={held.onFocus}
      onBlur={held.onBlur}
      hint={held.waiting === undefined ? hint : <WaitingHint words={String(held.waiting)} onTake={held.take} />}
    />
  );
}
