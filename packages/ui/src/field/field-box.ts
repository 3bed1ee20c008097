import { classNames } from '../class-names/class-names.ts';

/** The box a value stands in. `focus-within` carries the ring, so affixes are inside it. */
export function fieldBox(size: 'sm' | 'md' | 'lg', ends: 'padded' | 'flush' = 'padded'): string {
  return classNames(
    'flex items-center rounded-md field-surface text-ink inset-ring inset-ring-line-field transition-shadow edge',
    'has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-1 has-[:focus-visible]:outline-focus',
    'has-[:focus-visible]:inset-ring-focus',
    'wrong:inset-ring-2 wrong:inset-ring-negative-dot',
    'has-[[readonly]]:bg-transparent has-[[readonly]]:text-ink-2 has-[[readonly]]:inset-ring-line',
    'unavailable:bg-transparent unavailable:text-ink-3 unavailable:inset-ring-line',
    SIZES[size],
    ends === 'padded' ? (size === 'sm' ? 'gap-1.5 px-2' : 'gap-1.5 px-2.5') : 'overflow-hidden',
  );
}

/** The bare input inside a fieldBox: the box draws edge and ring. iOS zooms into inputs below 16 px. */
export const fieldInput = classNames(
  'h-full min-w-0 flex-1 border-0 bg-transparent p-0 text-inherit outline-none',
  'placeholder:text-ink-3 pointer-coarse:text-16 disabled:cursor-not-allowed',
);

const SIZES = {
  sm: 'h-control-sm text-13',
  md: 'h-control-md text-14',
  lg: 'h-control-lg text-16',
} as const;
