import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';

export interface RowButtonProps {
  /** What it opens, such as "Open Ada Neri's booking"; it contains the words on screen. */
  label: string;
  onPress: () => void;
  children: ReactNode;
}

/** The name of a row, as the button that opens it. It takes presses anywhere on its row, of a table or of a list. */
export function RowButton({ label, onPress, children }: RowButtonProps) {
  return (
    <AriaButton
      aria-label={label}
      onPress={onPress}
      className="m-0 block max-w-full cursor-pointer rounded-xs border-0 bg-transparent p-0 text-start font-[inherit] text-inherit underline-offset-3 outline-offset-2 after:absolute after:inset-0 hovered:underline"
    >
      {children}
    </AriaButton>
  );
}
