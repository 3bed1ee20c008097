import type { LucideIcon } from 'lucide-react';
import { Link } from 'react-aria-components';
import { Icon } from '../icon/Icon.tsx';

export interface BottomBarItem {
  id: string;
  label: string;
  icon: LucideIcon;
  href?: string;
  onPress?: () => void;
  count?: number;
}

export interface BottomBarProps {
  label: string;
  /** At most five. */
  items: readonly BottomBarItem[];
  current: string;
}

/** The rail's place on phones. */
export function BottomBar({ label, items, current }: BottomBarProps) {
  return (
    <nav
      aria-label={label}
      className="grid shrink-0 auto-cols-fr grid-flow-col border-0 border-t border-line bg-surface px-1 pt-1.5 pb-[max(0.5rem,env(safe-area-inset-bottom))]"
    >
      {items.map((item) => (
        <Link
          key={item.id}
          {...(item.href === undefined ? {} : { href: item.href })}
          {...(item.onPress === undefined ? {} : { onPress: item.onPress })}
          {...(item.id === current ? { 'aria-current': 'page' } : {})}
          className="relative flex h-11 min-w-0 cursor-pointer flex-col items-center justify-center gap-0.75 rounded-md text-11 leading-3.5 font-medium text-ink-3 no-underline focus-visible:-outline-offset-2 aria-[current=page]:text-accent-ink"
        >
          <Icon of={item.icon} size={20} />
          <span className="max-w-full truncate">{item.label}</span>
          {item.count !== undefined && item.count > 0 && (
            <span className="absolute start-[calc(50%+5px)] top-0 min-w-4 rounded-full bg-accent px-1 text-center text-[10px] leading-4 font-semibold text-on-accent">
              {item.count}
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}
