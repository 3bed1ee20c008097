import { SegmentedControl } from '@blunari/ui/segmented-control';
import { widgetNames } from '../../../shared/widgets/use-widgets.ts';
import type { WidgetChoice } from '../view/insights-search.ts';

/** Whose numbers. */
export function WidgetSwitch({ value, onChange }: { value: WidgetChoice; onChange: (widget: WidgetChoice) => void }) {
  return (
    <SegmentedControl
      label="Widget"
      value={value}
      onChange={onChange}
      segments={[
        { value: 'booking', label: widgetNames.booking },
        { value: 'catering', label: widgetNames.catering },
        { value: 'both', label: 'Both' },
      ]}
    />
  );
}
