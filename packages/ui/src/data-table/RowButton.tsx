import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { moveBetweenRows, rowButtonMark } from './move-between-rows.ts';

export interface RowButtonProps {
  /** What it opens, such as "Open Ada Neri's booking"; it contains the words on screen. */
  label: string;
  onPress: () => void;
  /** Whether what it opens is open. */
  isOpen: boolean;
  children: ReactNode;
}

/**
 * The name of a row, as the button that opens it. It takes presses anywhere on its row, of a table or of a list; arrow
 * keys lead to the next row's.
 */
export function RowButton({ label, onPress, isOpen, children }: RowButtonProps) {
  return (
    <AriaButton
      {...rowButtonMark}
      aria-label={label}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      onPress={onPress}
      onKeyDown={(event) => {
        if (moveBetweenRows(event.key, event.currentTarget)) event.preventDefault();
        else event.continuePropagation();
      }}
      className="m-0 block max-w-full cursor-pointer rounded-xs border-0 bg-transparent p-0 text-start font-[inherit] text-inherit underline-offset-3 outline-offset-2 after:absolute after:inset-0 hovered:underline"
    >
      {children}
    </AriaButton>
  );
}
