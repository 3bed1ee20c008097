import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Announcement } from '../announcement/Announcement.tsx';
import { classNames } from '../class-names/class-names.ts';
import { Popover } from '../popover/Popover.tsx';
import { ConnectionMark, type ConnectionState } from './ConnectionMark.tsx';

export type { ConnectionState } from './ConnectionMark.tsx';

export interface StatusPillProps {
  state: ConnectionState;
  /** The words beside the mark, such as "Reconnecting in 4 s". */
  label: string;
  /** What is read out when the state changes, without counting seconds. */
  announcement: string;
  /** Shown on press: latency, since when, attempts, what to do. */
  detail: ReactNode;
  /** Names the detail for assistive technology. */
  detailLabel: string;
  className?: string;
}

/** Whether what is on screen is current: a mark, a word, and the whole truth on press. */
export function StatusPill({ state, label, announcement, detail, detailLabel, className }: StatusPillProps) {
  return (
    <>
      <Announcement text={announcement} />
      <Popover
        label={detailLabel}
        trigger={
          <AriaButton
            className={classNames(
              'inline-flex h-control-sm shrink-0 cursor-pointer items-center gap-2.25 rounded-md border-0 px-2.5 text-13 font-medium whitespace-nowrap tabular-nums transition-colors edge',
              COLOURS[state],
              className,
            )}
          >
            <ConnectionMark state={state} />
            {label}
          </AriaButton>
        }
      >
        {detail}
      </Popover>
    </>
  );
}

const COLOURS = {
  live: 'bg-transparent text-ink-2 hovered:bg-hover',
  connecting: 'bg-transparent text-ink-2 hovered:bg-hover',
  reconnecting: 'bg-caution-soft text-caution',
  offline: 'bg-sunken text-ink-2',
  polling: 'bg-transparent text-ink-2 hovered:bg-hover',
  'signed-out': 'bg-transparent text-negative hovered:bg-negative-soft',
} as const satisfies Record<ConnectionState, string>;
