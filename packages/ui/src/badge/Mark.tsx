import type { ReactNode } from 'react';
import { classNames } from '../class-names/class-names.ts';
import type { Tone } from './tone.ts';

/** Every status has a shape of its own, so colour never says it alone. */
export type MarkShape = 'dot' | 'ring' | 'half' | 'bar' | 'cross' | 'diamond';

export interface MarkProps {
  shape: MarkShape;
  tone: Tone;
  /** Edge in px. */
  size?: number;
}

export function Mark({ shape, tone, size = 8 }: MarkProps) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 8 8"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      className={classNames('shrink-0 overflow-visible', COLOURS[tone])}
    >
      {SHAPES[shape]}
    </svg>
  );
}

const COLOURS = {
  neutral: 'text-ink-3',
  positive: 'text-positive-dot',
  caution: 'text-caution-dot',
  negative: 'text-negative-dot',
  conflict: 'text-conflict-dot',
  accent: 'text-accent-ink',
} as const satisfies Record<Tone, string>;

const SHAPES = {
  dot: <circle cx="4" cy="4" r="3.5" fill="currentColor" stroke="none" />,
  ring: <circle cx="4" cy="4" r="2.7" strokeWidth="1.9" />,
  half: (
    <>
      <circle cx="4" cy="4" r="3.2" strokeWidth="1.4" />
      <path d="M4 .8a3.2 3.2 0 0 0 0 6.4Z" fill="currentColor" stroke="none" />
    </>
  ),
  bar: <path d="M.5 4h7" strokeWidth="2.2" strokeLinecap="round" />,
  cross: <path d="m.8.8 6.4 6.4M7.2.8.8 7.2" strokeWidth="1.75" strokeLinecap="round" />,
  diamond: <path d="M4 .4 7.6 4 4 7.6.4 4Z" fill="currentColor" stroke="none" />,
} as const satisfies Record<MarkShape, ReactNode>;
