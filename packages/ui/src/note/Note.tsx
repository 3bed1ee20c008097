import { CircleAlert, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../class-names/class-names.ts';
import { Icon } from '../icon/Icon.tsx';

export interface NoteProps {
  tone?: 'neutral' | 'caution' | 'negative';
  /** Read out when it appears; for errors that answer something the person did. */
  isAlert?: boolean;
  children: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** A remark in the page, not a toast: it stays as long as it is true. */
export function Note({ tone = 'neutral', isAlert = false, children, action, className }: NoteProps) {
  return (
    <div
      {...(isAlert ? { role: 'alert' } : {})}
      className={classNames('flex gap-3 rounded-lg px-3.5 py-3 text-13 edge', SURFACES[tone], className)}
    >
      <Icon of={ICONS[tone]} className={classNames('mt-0.5', MARKS[tone])} />
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
}

type NoteTone = NonNullable<NoteProps['tone']>;
const ICONS = { neutral: Info, caution: TriangleAlert, negative: CircleAlert } as const satisfies Record<
  NoteTone,
  LucideIcon
>;
const SURFACES = {
  neutral: 'bg-sunken',
  caution: 'bg-caution-soft',
  negative: 'bg-negative-soft',
} as const satisfies Record<NoteTone, string>;
const MARKS = {
  neutral: 'text-ink-3',
  caution: 'text-caution',
  negative: 'text-negative-dot',
} as const satisfies Record<NoteTone, string>;
