import type { LucideIcon } from 'lucide-react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { buttonStyle, type ButtonVariant, type ControlSize } from '../button/button-style.ts';
import { classNames } from '../class-names/class-names.ts';
import { Icon } from '../icon/Icon.tsx';
import { Tooltip } from '../tooltip/Tooltip.tsx';

export interface IconButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style' | 'aria-label'> {
  /** The name for assistive technology; shown as a tooltip too. */
  label: string;
  icon: LucideIcon;
  /** The chord that does the same, as printed on the keyboard; in the tooltip. */
  keys?: string;
  variant?: ButtonVariant;
  size?: ControlSize;
  isDirectional?: boolean;
  className?: string;
}

export function IconButton(props: IconButtonProps) {
  const { label, icon, keys, variant = 'ghost', size = 'md', isDirectional = false, className, ...button } = props;
  return (
    <Tooltip text={label} keys={keys}>
      <AriaButton {...button} aria-label={label} className={classNames(buttonStyle(variant), SIZES[size], className)}>
        <Icon of={icon} isDirectional={isDirectional} size={size === 'lg' ? 20 : 16} />
      </AriaButton>
    </Tooltip>
  );
}

const SIZES = {
  sm: 'size-control-sm',
  md: 'size-control-md',
  lg: 'size-control-lg',
} as const satisfies Record<ControlSize, string>;
