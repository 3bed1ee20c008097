import type { ReactNode } from 'react';
import { Mark, type MarkShape } from '../badge/Mark.tsx';
import type { Tone } from '../badge/tone.ts';

export interface StatusDotProps {
  tone?: Tone;
  mark?: MarkShape;
  children: ReactNode;
}

/** The normal status in a list: a mark and a word. */
export function StatusDot({ tone = 'positive', mark = 'dot', children }: StatusDotProps) {
  return (
    <span className="inline-flex items-center gap-1.75 text-13 whitespace-nowrap text-ink-2">
      <Mark shape={mark} tone={tone} size={7} />
      {children}
    </span>
  );
}
