import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { classNames } from '../class-names/class-names.ts';
import { Icon } from '../icon/Icon.tsx';
import { Spinner } from '../spinner/Spinner.tsx';
import { buttonStyle, type ButtonVariant, type ControlSize } from './button-style.ts';

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style' | 'isPending'> {
  children: ReactNode;
  /** One `filled` per view at most; `destructive` only in the dialog that confirms. */
  variant?: ButtonVariant;
  size?: ControlSize;
  icon?: LucideIcon;
  /**
   * At work: presses are ignored, a spinner takes the icon's place, the words stay. Passing it at all (also `false`)
   * keeps room for the spinner, so the width never changes.
   */
  isBusy?: boolean;
  isWide?: boolean;
  /** Why the button cannot be used; disables it and says so beside it. */
  disabledReason?: string | undefined;
  className?: string;
}

export function Button(props: ButtonProps) {
  const { children, variant = 'outline', size = 'md', icon, isBusy, isWide = false, disabledReason, ...rest } = props;
  const { className, isDisabled, ...button } = rest;
  const reasonId = useId();
  const roomForSpinner = isBusy !== undefined && icon === undefined && !isWide;
  const control = (
    <AriaButton
      {...button}
      isDisabled={isDisabled === true || disabledReason !== undefined}
      isPending={isBusy === true}
      {...(disabledReason === undefined ? {} : { 'aria-describedby': reasonId })}
      className={classNames(
        buttonStyle(variant),
        roomForSpinner ? ROOMY[size] : SIZES[size],
        isWide && 'w-full',
        disabledReason === undefined && className,
      )}
    >
      {icon !== undefined && (isBusy === true ? <Spinner /> : <Icon of={icon} className="-ms-0.5" />)}
      <span className="relative">
        {icon === undefined && isBusy === true && (
          <span className="absolute end-full top-1/2 me-1.5 -translate-y-1/2">
            <Spinner size={14} strokeWidth={2} />
          </span>
        )}
        {children}
      </span>
    </AriaButton>
  );
  if (disabledReason === undefined) return control;
  return (
    <span className={classNames('inline-flex items-center gap-2', className)}>
      {control}
      <span id={reasonId} className="text-12 text-ink-3">
        {disabledReason}
      </span>
    </span>
  );
}

const SIZES = {
  sm: 'h-control-sm px-2.5 text-13',
  md: 'h-control-md px-3 text-13',
  lg: 'h-control-lg px-4.5 text-[15px] leading-5',
} as const satisfies Record<ControlSize, string>;

const ROOMY = {
  sm: 'h-control-sm px-6 text-13',
  md: 'h-control-md px-6.5 text-13',
  lg: 'h-control-lg px-7 text-[15px] leading-5',
} as const satisfies Record<ControlSize, string>;
