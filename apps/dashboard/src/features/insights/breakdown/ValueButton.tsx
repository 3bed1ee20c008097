import { ToggleButton } from 'react-aria-components';

export interface ValueButtonProps {
  name: string;
  /** Length of the bar, of the longest one. */
  percent: number;
  isChosen: boolean;
  onPress: () => void;
}

/** A value on its bar, as the button that filters by it; presses anywhere on the row count. */
export function ValueButton({ name, percent, isChosen, onPress }: ValueButtonProps) {
  return (
    <ToggleButton
      isSelected={isChosen}
      onChange={onPress}
      className="relative flex h-8 w-full pointer-coarse:h-11 min-w-0 cursor-pointer items-center border-0 bg-transparent px-2 text-start font-[inherit] text-inherit outline-offset-2 after:absolute after:inset-0 chosen:font-medium"
    >
      <span
        aria-hidden
        style={{ width: `${percent}%` }}
        className="absolute inset-y-0 start-0 rounded-xs bg-chart-band edge"
      />
      <bdi title={name} className="relative truncate group-hover:underline">
        {name}
      </bdi>
    </ToggleButton>
  );
}
