import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { Icon } from '../icon/Icon.tsx';

export interface TopBarProps {
  title: string;
  /** Quiet words after the title; below it on phones. */
  detail?: ReactNode;
  /** Where this screen belongs; on phones an arrow back. */
  parent?: { label: string; href: string };
  /** Right after the title, such as a Badge or a SegmentedControl. */
  start?: ReactNode;
  /** Actions, then the connection. */
  end?: ReactNode;
}

/** The head of a screen: where you are, and at its end whether it is live. */
export function TopBar({ title, detail, parent, start, end }: TopBarProps) {
  return (
    <header className="flex h-14 shrink-0 items-center gap-3 border-0 border-b border-line ps-4 pe-2 md:h-13 md:ps-6 md:pe-4">
      {parent !== undefined && (
        <Link
          href={parent.href}
          aria-label={parent.label}
          className="-ms-3 grid size-11 shrink-0 place-items-center rounded-md text-ink-2 md:hidden"
        >
          <Icon of={ChevronLeft} size={20} isDirectional />
        </Link>
      )}
      <div className="flex min-w-0 items-baseline gap-3 max-md:flex-col max-md:gap-0">
        <div className="flex min-w-0 max-w-full items-center gap-2">
          {parent !== undefined && (
            <span className="hidden items-center gap-2 md:flex">
              <Link
                href={parent.href}
                className="rounded-xs text-14 font-medium text-ink-2 no-underline hovered:text-ink"
              >
                {parent.label}
              </Link>
              <Icon of={ChevronRight} size={14} isDirectional className="text-ink-3" />
            </span>
          )}
          <h1 className="m-0 truncate section-title max-md:leading-5">{title}</h1>
        </div>
        {detail !== undefined && <div className="max-w-full truncate text-13 text-ink-3 max-md:text-12">{detail}</div>}
      </div>
      {start}
      {end !== undefined && <div className="ms-auto flex shrink-0 items-center gap-2 md:gap-3">{end}</div>}
    </header>
  );
}
