import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger, type TooltipProps as AriaTooltipProps } from 'react-aria-components';

export interface TooltipProps {
  /** The words; they repeat or extend the control's own name, never replace it. */
  text: string;
  /** The chord that does the same, as printed on the keyboard. */
  keys?: string | undefined;
  placement?: NonNullable<AriaTooltipProps['placement']>;
  /** One focusable control. */
  children: ReactElement;
}

export function Tooltip({ text, keys, placement = 'bottom', children }: TooltipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      {/* It may lie over a neighbouring control, which must stay within reach. */}
      <AriaTooltip
        placement={placement}
        offset={6}
        className="pointer-events-none z-(--z-popover) max-w-60 rounded-sm bg-ink px-2 py-1 text-12 font-medium text-surface shadow-2 transition-opacity entering:opacity-0 exiting:opacity-0 edge"
      >
        {text}
        {keys !== undefined && <span className="ms-2 opacity-75">{keys}</span>}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
