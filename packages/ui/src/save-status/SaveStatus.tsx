import { Check, CircleAlert, GitCompareArrows, Inbox, LoaderCircle, type LucideIcon } from 'lucide-react';
import { Announcement } from '../announcement/Announcement.tsx';
import { classNames } from '../class-names/class-names.ts';
import { Icon } from '../icon/Icon.tsx';
import { Link } from '../link/Link.tsx';

export type SaveState = 'idle' | 'saving' | 'saved' | 'waiting' | 'failed' | 'choice';

export interface SaveStatusProps {
  state: SaveState;
  /** The words, such as "Saved 2 s ago"; not shown while idle. */
  label: string;
  /** Read out politely, at most once per 5 s; without counting seconds. */
  announcement: string;
  /** A version or the like, in the face for references. */
  detail?: string | undefined;
  action?: { label: string; onPress: () => void } | undefined;
  /** Where the words stand in their 220 px. */
  align?: 'start' | 'end';
}

/** Keeps 220 px free, so nothing moves when its words change; on phones it takes what its row leaves. */
export function SaveStatus({ state, label, announcement, detail, action, align = 'end' }: SaveStatusProps) {
  return (
    <div
      className={classNames(
        'flex h-7 items-center gap-1.5 text-13 whitespace-nowrap tabular-nums max-md:min-w-0 max-md:flex-1 md:w-55 md:shrink-0',
        align === 'end' && 'md:justify-end',
        TEXT[state],
      )}
    >
      <Announcement text={announcement} />
      {state !== 'idle' && (
        <>
          <Icon
            of={ICONS[state]}
            size={15}
            strokeWidth={2.1}
            className={classNames(MARK[state], state === 'saving' && 'spin')}
          />
          <span className="truncate" title={label}>
            {label}
          </span>
          {detail !== undefined && <code className="text-12 text-ink-3">{detail}</code>}
          {action !== undefined && (
            <Link onPress={action.onPress} className="shrink-0">
              {action.label}
            </Link>
          )}
        </>
      )}
    </div>
  );
}

const ICONS = {
  saving: LoaderCircle,
  saved: Check,
  waiting: Inbox,
  failed: CircleAlert,
  choice: GitCompareArrows,
} as const satisfies Record<Exclude<SaveState, 'idle'>, LucideIcon>;

const TEXT = {
  idle: 'text-ink-2',
  saving: 'text-ink-2',
  saved: 'text-ink-2',
  waiting: 'text-ink-2',
  failed: 'text-negative',
  choice: 'text-conflict',
} as const satisfies Record<SaveState, string>;

const MARK = {
  saving: 'text-accent-ink',
  saved: 'text-positive-dot',
  waiting: 'text-ink-3',
  failed: 'text-negative-dot',
  choice: 'text-conflict-dot',
} as const satisfies Record<Exclude<SaveState, 'idle'>, string>;
