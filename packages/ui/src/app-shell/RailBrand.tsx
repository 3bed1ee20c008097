import { ChevronsUpDown } from 'lucide-react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { BrandMark } from '../brand-mark/BrandMark.tsx';
import { Icon } from '../icon/Icon.tsx';

export interface RailBrandProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  name: string;
  /** Shows that pressing offers a choice. */
  hasChoice?: boolean;
}

/** Whose place this is, at the head of the rail. */
export function RailBrand({ name, hasChoice = false, ...button }: RailBrandProps) {
  return (
    <AriaButton
      {...button}
      className="flex h-9 w-full cursor-pointer items-center gap-2.5 rounded-md border-0 bg-transparent px-1.5 text-start hovered:bg-hover xl:px-2 xl:group-data-narrow/rail:px-1.5"
    >
      <BrandMark />
      <span className="sr-only min-w-0 flex-1 truncate text-14 font-semibold tracking-[-0.01em] xl:not-sr-only xl:group-data-narrow/rail:sr-only">
        {name}
      </span>
      {hasChoice && (
        <Icon of={ChevronsUpDown} size={14} className="hidden text-ink-3 xl:block xl:group-data-narrow/rail:hidden" />
      )}
    </AriaButton>
  );
}
