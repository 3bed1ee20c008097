import type { ReactElement, ReactNode } from 'react';
import {
  Dialog,
  DialogTrigger,
  Popover as AriaPopover,
  type PopoverProps as AriaPopoverProps,
} from 'react-aria-components';
import { classNames } from '../class-names/class-names.ts';
import { popoverStyle } from './popover-style.ts';

export interface PopoverProps {
  /** Names the popover for assistive technology. */
  label: string;
  /** A Button, IconButton or other pressable control of the kit. */
  trigger: ReactElement;
  placement?: NonNullable<AriaPopoverProps['placement']>;
  children: ReactNode;
}

export function Popover({ label, trigger, placement = 'bottom end', children }: PopoverProps) {
  return (
    <DialogTrigger>
      {trigger}
      <AriaPopover placement={placement} offset={6} className={classNames(popoverStyle, 'max-w-90 min-w-56')}>
        <Dialog aria-label={label} className="p-4 text-13 outline-none">
          {children}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
