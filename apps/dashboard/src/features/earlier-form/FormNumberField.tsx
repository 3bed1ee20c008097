import { NumberField, type NumberFieldProps } from '@blunari/ui/number-field';
import { was } from './was.tsx';

export interface FormNumberFieldProps extends Pick<
  NumberFieldProps,
  'label' | 'minValue' | 'maxValue' | 'step' | 'suffix' | 'error' | 'isDisabled'
> {
  value: number;
  opened: number;
  onChange: (value: number) => void;
}

/** A number of the form. An emptied field keeps its last number. */
export function FormNumberField({ value, opened, onChange, ...field }: FormNumberFieldProps) {
  return (
    <NumberField
      {...field}
      {...was(value, opened)}
      variant="plain"
      hasMessageLine={false}
      value={value}
      onChange={(number) => !Number.isNaN(number) && number !== value && onChange(number)}
    />
  );
}
