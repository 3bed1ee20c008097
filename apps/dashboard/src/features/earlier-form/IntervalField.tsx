import { Select } from '@blunari/ui/select';
import { was } from './was.tsx';

type Minutes = 15 | 30 | 60;

export interface IntervalFieldProps {
  value: Minutes;
  opened: Minutes;
  onChange: (minutes: Minutes) => void;
  isDisabled: boolean;
}

/** How far apart the times are that guests can choose. */
export function IntervalField({ value, opened, onChange, isDisabled }: IntervalFieldProps) {
  return (
    <Select
      label="Times every"
      hasMessageLine={false}
      value={keyOf(value)}
      onChange={(key) => onChange(minutesOf[key])}
      options={[
        { value: '15', label: '15 min' },
        { value: '30', label: '30 min' },
        { value: '60', label: '1 hour' },
      ]}
      isDisabled={isDisabled}
      {...was(value, opened, (minutes) => `${minutes} min`)}
    />
  );
}

const minutesOf = { '15': 15, '30': 30, '60': 60 } as const;

const keyOf = (minutes: Minutes): keyof typeof minutesOf => (minutes === 15 ? '15' : minutes === 30 ? '30' : '60');
