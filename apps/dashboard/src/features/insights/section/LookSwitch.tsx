import { IconButton } from '@blunari/ui/icon-button';
import { SegmentedControl } from '@blunari/ui/segmented-control';
import { ChartLine, Table } from 'lucide-react';

export type Look = 'chart' | 'table';

export interface LookSwitchProps {
  title: string;
  look: Look;
  onChange: (look: Look) => void;
  isSmall: boolean;
}

/** A chart, or all of its numbers. */
export function LookSwitch({ title, look, onChange, isSmall }: LookSwitchProps) {
  if (isSmall) {
    return look === 'chart' ? (
      <IconButton icon={Table} label={`${title} as a table`} size="sm" onPress={() => onChange('table')} />
    ) : (
      <IconButton icon={ChartLine} label={`${title} as a chart`} size="sm" onPress={() => onChange('chart')} />
    );
  }
  return (
    <SegmentedControl
      label={`${title}: chart or table`}
      value={look}
      onChange={onChange}
      areLabelsHidden
      segments={[
        { value: 'chart', label: 'Chart', icon: ChartLine },
        { value: 'table', label: 'Table', icon: Table },
      ]}
    />
  );
}
