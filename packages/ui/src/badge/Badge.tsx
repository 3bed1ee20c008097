import type { ReactNode } from 'react';
import { classNames } from '../class-names/class-names.ts';
import { Mark, type MarkShape } from './Mark.tsx';
import type { Tone } from './tone.ts';

export interface BadgeProps {
  tone?: Tone;
  mark?: MarkShape;
  children: ReactNode;
  className?: string;
}

/** For exceptions; the normal state of a thing is a StatusDot. */
export function Badge({ tone = 'neutral', mark, children, className }: BadgeProps) {
  return (
    <span
      className={classNames(
        'inline-flex h-5 shrink-0 items-center gap-1.25 rounded-sm px-1.75 text-12 font-medium whitespace-nowrap edge',
        COLOURS[tone],
        className,
      )}
    >
      {mark !== undefined && <Mark shape={mark} tone={tone} />}
      {children}
    </span>
  );
}

const COLOURS = {
  neutral: 'bg-sunken text-ink-2',
  positive: 'bg-positive-soft text-positive',
  caution: 'bg-caution-soft text-caution',
  negative: 'bg-negative-soft text-negative',
  conflict: 'bg-conflict-soft text-conflict',
  accent: 'bg-accent-soft text-accent-ink',
} as const satisfies Record<Tone, string>;
