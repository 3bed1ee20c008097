import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { classNames } from '../class-names/class-names.ts';
import { Icon } from '../icon/Icon.tsx';

export interface RailItemProps {
  label: string;
  icon?: LucideIcon;
  /** In the icon's place, such as an Avatar. */
  mark?: ReactNode;
  href?: string;
  onPress?: () => void;
  isCurrent?: boolean;
  /** A number or word at the end; a dot in the narrow rail when it is hot. */
  detail?: string | number;
  isDetailHot?: boolean;
}

export function RailItem({
  label,
  icon,
  mark,
  href,
  onPress,
  isCurrent = false,
  detail,
  isDetailHot = false,
}: RailItemProps) {
  return (
    <Link
      {...(href === undefined ? {} : { href })}
      {...(onPress === undefined ? {} : { onPress })}
      {...(isCurrent ? { 'aria-current': 'page' } : {})}
      className={classNames(
        'group relative flex h-9 shrink-0 cursor-pointer items-center justify-center gap-2.5 rounded-md px-2 text-13 font-medium text-ink-2 no-underline transition-colors',
        'hovered:bg-hover hovered:text-ink aria-[current=page]:bg-pressed aria-[current=page]:text-ink pointer-coarse:h-11',
        'xl:h-8 xl:justify-start xl:group-data-narrow/rail:h-9 xl:group-data-narrow/rail:justify-center',
        'focus-visible:-outline-offset-2 forced-colors:aria-[current=page]:border',
      )}
    >
      {icon !== undefined && (
        <Icon of={icon} size={17} className="text-ink-3 group-aria-[current=page]:text-accent-ink" />
      )}
      {mark}
      <span className="sr-only truncate xl:not-sr-only xl:group-data-narrow/rail:sr-only">{label}</span>
      {detail !== undefined && (
        <span
          className={classNames(
            'sr-only text-12 xl:not-sr-only xl:ms-auto xl:group-data-narrow/rail:sr-only',
            isDetailHot ? 'font-semibold text-accent-ink' : 'text-ink-3',
          )}
        >
          {detail}
        </span>
      )}
      {isDetailHot && (
        <span
          aria-hidden
          className="absolute end-1.5 top-1.5 size-1.75 rounded-full bg-accent ring-2 ring-canvas xl:hidden xl:group-data-narrow/rail:block"
        />
      )}
    </Link>
  );
}
