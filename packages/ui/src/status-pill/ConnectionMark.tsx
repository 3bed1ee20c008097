import { KeyRound } from 'lucide-react';
import { Icon } from '../icon/Icon.tsx';

export type ConnectionState = 'live' | 'connecting' | 'reconnecting' | 'offline' | 'polling' | 'signed-out';

/** Six states, six shapes: full with halo, open, open and warm, struck through, two bars, key. */
export function ConnectionMark({ state }: { state: ConnectionState }) {
  if (state === 'signed-out') return <Icon of={KeyRound} size={14} className="text-negative-dot" />;
  return (
    <svg aria-hidden viewBox="0 0 14 14" width="14" height="14" fill="none" className="-mx-[3px] shrink-0">
      {SHAPES[state]}
    </svg>
  );
}

const SHAPES = {
  live: (
    <>
      <circle cx="7" cy="7" r="7" className="fill-positive-soft" />
      <circle cx="7" cy="7" r="4" className="fill-positive-dot" />
    </>
  ),
  connecting: <circle cx="7" cy="7" r="3" strokeWidth="2" className="stroke-line-field" />,
  reconnecting: <circle cx="7" cy="7" r="3" strokeWidth="2" className="stroke-caution-dot" />,
  offline: (
    <>
      <circle cx="7" cy="7" r="4" className="fill-ink-3" />
      <path d="m2 12 10-10" strokeWidth="5" className="stroke-sunken" />
      <path d="m2 12 10-10" strokeWidth="2" strokeLinecap="round" className="stroke-ink-3" />
    </>
  ),
  polling: <path d="M4.5 2.5v9M9.5 2.5v9" strokeWidth="3" className="stroke-accent-ink" />,
} as const;
