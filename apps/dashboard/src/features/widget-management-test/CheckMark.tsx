import { Icon } from '@blunari/ui/icon';
import { Spinner } from '@blunari/ui/spinner';
import { Check, CircleHelp, Minus, X } from 'lucide-react';
import type { ReactNode } from 'react';

export type CheckMarkState = 'fine' | 'wrong' | 'unknown' | 'waits' | 'running';

const WORDS = {
  fine: 'fine',
  wrong: 'wrong',
  unknown: 'not known',
  waits: 'waits',
  running: 'running',
} as const satisfies Record<CheckMarkState, string>;

/** How one thing is: a shape of its own for each state, and the word for those who do not see it. */
export function CheckMark({ state }: { state: CheckMarkState }) {
  return (
    <span className="inline-grid size-4 shrink-0 place-items-center align-middle">
      {drawings[state]}
      <span className="sr-only">{WORDS[state]}</span>
    </span>
  );
}

const drawings = {
  fine: <Icon of={Check} strokeWidth={2.25} className="text-positive-dot" />,
  wrong: <Icon of={X} strokeWidth={2.25} className="text-negative-dot" />,
  unknown: <Icon of={CircleHelp} className="text-caution" />,
  waits: <Icon of={Minus} className="text-ink-3" />,
  running: (
    <span className="text-accent-ink">
      <Spinner />
    </span>
  ),
} as const satisfies Record<CheckMarkState, ReactNode>;
