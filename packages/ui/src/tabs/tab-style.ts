import { classNames } from '../class-names/class-names.ts';

/** The hairline that tabs stand on; it scrolls sideways when they do not fit. */
export const tabLine =
  'm-0 flex list-none gap-5 overflow-x-auto overflow-y-hidden p-0 shadow-[inset_0_-1px_0_var(--line)] [scrollbar-width:none]';

/** One tab; the chosen one carries the line in ink. */
export const tabMark = classNames(
  'relative flex h-9 shrink-0 cursor-pointer items-center gap-1.5 text-13 font-medium text-ink-3 no-underline transition-colors',
  'hovered:text-ink focus-visible:-outline-offset-2 pointer-coarse:h-11 pointer-coarse:text-14',
  'chosen:text-ink chosen:shadow-[inset_0_-2px_0_var(--ink)] aria-[current=page]:text-ink aria-[current=page]:shadow-[inset_0_-2px_0_var(--ink)]',
  'forced-colors:chosen:border-b-2 forced-colors:aria-[current=page]:border-b-2',
);
