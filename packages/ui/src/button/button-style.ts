import { classNames } from '../class-names/class-names.ts';

export type ButtonVariant = 'filled' | 'outline' | 'ghost' | 'destructive' | 'danger';
export type ControlSize = 'sm' | 'md' | 'lg';

/** The classes that Button, IconButton and a link drawn as a button share. */
export function buttonStyle(variant: ButtonVariant): string {
  return classNames(
    'relative inline-flex shrink-0 cursor-pointer items-center justify-center gap-1.5 rounded-md border-0 font-medium',
    'whitespace-nowrap select-none no-underline transition-colors edge',
    'unavailable:cursor-default forced-colors:unavailable:text-[GrayText]',
    VARIANTS[variant],
  );
}

const QUIET_WHEN_UNAVAILABLE = classNames(
  'unavailable:bg-transparent unavailable:text-ink-disabled unavailable:shadow-none',
  'unavailable:inset-ring unavailable:inset-ring-line unavailable:*:text-ink-disabled',
);

const VARIANTS = {
  filled: `bg-accent text-on-accent hovered:bg-accent-hover is-pressed:bg-accent-hover ${QUIET_WHEN_UNAVAILABLE}`,
  outline: classNames(
    'bg-surface text-ink shadow-1 inset-ring inset-ring-line-strong hovered:bg-hover is-pressed:bg-pressed',
    '*:[svg]:text-ink-3',
    QUIET_WHEN_UNAVAILABLE,
  ),
  ghost: classNames(
    'bg-transparent text-ink-2 hovered:bg-hover is-pressed:bg-pressed *:[svg]:text-ink-3',
    'unavailable:text-ink-disabled unavailable:*:text-ink-disabled',
  ),
  destructive: `bg-negative-fill text-on-fill hovered:brightness-95 is-pressed:brightness-90 ${QUIET_WHEN_UNAVAILABLE}`,
  danger: classNames(
    'bg-transparent text-negative inset-ring inset-ring-negative-dot',
    'hovered:bg-negative-soft is-pressed:bg-negative-soft',
    QUIET_WHEN_UNAVAILABLE,
  ),
} as const satisfies Record<ButtonVariant, string>;
