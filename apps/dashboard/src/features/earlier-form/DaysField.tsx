import { weekdays, type Weekday } from '@blunari/schema/calendar';
import { MultiSelect } from '@blunari/ui/multi-select';
import { dayNames, daysWords } from './field-words.ts';
import { was } from './was.tsx';

export interface DaysFieldProps {
  value: readonly Weekday[];
  opened: readonly Weekday[];
  onChange: (days: Weekday[]) => void;
  error: string | undefined;
  isDisabled: boolean;
}

export function DaysField({ value, opened, onChange, error, isDisabled }: DaysFieldProps) {
  return (
    <MultiSelect
      label="Days"
      hasMessageLine={false}
      options={options}
      values={value}
      onChange={(days) => onChange([...days])}
      words={daysWords(value)}
      error={error}
      isDisabled={isDisabled}
      {...was(value, opened, daysWords)}
    />
  );
}

const options = weekdays.map((day) => ({ value: day, label: dayNames[day] }));
