import { classNames } from '@blunari/ui/class-names';
import { Icon } from '@blunari/ui/icon';
import { Database } from 'lucide-react';
import type { ReactNode } from 'react';

export interface StatusHeadProps {
  tone: 'positive' | 'caution' | 'negative';
  title: string;
  detail: ReactNode;
  children?: ReactNode;
}

/** What the database is, in words beside a mark, and what can be done at its end. */
export function StatusHead({ tone, title, detail, children }: StatusHeadProps) {
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-5 gap-y-3">
      <span className={classNames('grid size-9 shrink-0 place-items-center rounded-full edge', TONES[tone])}>
        <Icon of={Database} size={18} />
      </span>
      <div className="min-w-0 flex-1 basis-56">
        <output className="block page-title">{title}</output>
        <p className="m-0 mt-px text-13 text-ink-3">{detail}</p>
      </div>
      {children !== undefined && <div className="flex flex-wrap items-center gap-3">{children}</div>}
    </div>
  );
}

const TONES = {
  positive: 'bg-positive-soft text-positive',
  caution: 'bg-caution-soft text-caution',
  negative: 'bg-negative-soft text-negative',
} as const satisfies Record<StatusHeadProps['tone'], string>;
