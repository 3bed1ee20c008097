import { Button, type ButtonProps } from '@blunari/ui/button';
import { IconButton } from '@blunari/ui/icon-button';
import { Check, Copy, type LucideIcon, X } from 'lucide-react';
import { useCopy } from './use-copy.ts';

export interface CopyButtonProps extends Pick<ButtonProps, 'variant' | 'size' | 'isDisabled' | 'autoFocus'> {
  /** Asked when pressed. */
  text: () => string;
  icon?: LucideIcon;
  children: string;
}

/** Copies, and says for a moment whether that worked. */
export function CopyButton({ text, icon = Copy, children, ...button }: CopyButtonProps) {
  const { state, copy } = useCopy(text);
  return (
    <Button {...button} icon={{ idle: icon, copied: Check, refused: X }[state]} onPress={copy}>
      {{ idle: children, copied: 'Copied', refused: 'Select it by hand' }[state]}
    </Button>
  );
}

/** The same for one line beside it. */
export function CopyLine({ label, text }: { label: string; text: string }) {
  const { state, copy } = useCopy(() => text);
  const said = { idle: label, copied: 'Copied', refused: 'Select it by hand' }[state];
  return <IconButton size="sm" label={said} icon={{ idle: Copy, copied: Check, refused: X }[state]} onPress={copy} />;
}
