import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../class-names/class-names.ts';
import { Icon } from '../icon/Icon.tsx';

export interface ListRowProps {
  icon?: LucideIcon;
  title: ReactNode;
  /** A second, quieter line. */
  detail?: ReactNode;
  end?: ReactNode;
  /** Has just arrived by itself. */
  isFresh?: boolean;
}

/** One thing in a `<ul>`, hairline above: what it is, a remark, an action. */
export function ListRow({ icon, title, detail, end, isFresh = false }: ListRowProps) {
  return (
    <li
      className={classNames(
        // A RowButton covers its row.
        'relative flex list-none items-center gap-2.5 border-0 border-t border-line py-2 text-13',
        detail === undefined ? 'min-h-9 pointer-coarse:min-h-row' : 'min-h-13',
        isFresh && 'settle-tint',
      )}
    >
      {icon !== undefined && <Icon of={icon} className="text-ink-3" />}
      <div className="min-w-0 flex-1">
        <div className="font-medium">{title}</div>
        {detail !== undefined && <div className="text-13 text-ink-3">{detail}</div>}
      </div>
      {end !== undefined && <div className="flex shrink-0 items-center gap-2.5">{end}</div>}
    </li>
  );
}
