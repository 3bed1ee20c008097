import type { LucideIcon } from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { classNames } from '../class-names/class-names.ts';
import { Icon } from '../icon/Icon.tsx';
import { Tooltip } from '../tooltip/Tooltip.tsx';

export interface Segment<Value extends string> {
  value: Value;
  label: string;
  icon?: LucideIcon;
  count?: number;
}

export interface SegmentedControlProps<Value extends string> {
  /** What is being chosen, for assistive technology. */
  label: string;
  /** Two to five. */
  segments: readonly Segment<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  /** Only the icons show, where room is short; the labels become names and tooltips. */
  areLabelsHidden?: boolean;
  className?: string;
}

/** Modes of one view; exactly one is on. Places are Tabs. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const { label, segments, value, onChange, areLabelsHidden = false, className } = props;
  const choose = (keys: Set<unknown>) => {
    const chosen = segments.find((segment) => keys.has(segment.value));
    if (chosen !== undefined) onChange(chosen.value);
  };
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={choose}
      className={classNames('inline-flex gap-px rounded-md bg-sunken p-0.5 inset-ring inset-ring-line edge', className)}
    >
      {segments.map((segment) =>
        areLabelsHidden ? (
          <Tooltip key={segment.value} text={segment.label}>
            <SegmentButton segment={segment} isLabelHidden />
          </Tooltip>
        ) : (
          <SegmentButton key={segment.value} segment={segment} isLabelHidden={false} />
        ),
      )}
    </ToggleButtonGroup>
  );
}

function SegmentButton({ segment, isLabelHidden }: { segment: Segment<string>; isLabelHidden: boolean }) {
  return (
    <ToggleButton
      id={segment.value}
      className={classNames(
        'inline-flex h-6.5 cursor-pointer items-center gap-1.5 rounded-sm border-0 bg-transparent px-2.5 text-13 font-medium whitespace-nowrap text-ink-2 transition-colors',
        'hovered:text-ink chosen:bg-raised chosen:text-ink chosen:shadow-1 chosen:ring chosen:ring-line pointer-coarse:h-10',
        'focus-visible:outline-offset-1 forced-colors:chosen:bg-[Highlight] forced-colors:chosen:text-[HighlightText] forced-colors:chosen:forced-color-adjust-none',
      )}
    >
      {segment.icon !== undefined && <Icon of={segment.icon} size={15} />}
      <span className={isLabelHidden ? 'sr-only' : ''}>{segment.label}</span>
      {segment.count !== undefined && <span className="text-ink-3 forced-colors:text-inherit">{segment.count}</span>}
    </ToggleButton>
  );
}
