import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { Icon } from '../icon/Icon.tsx';

export interface EditorSection {
  id: string;
  label: string;
  icon: LucideIcon;
  href: string;
  /** At the end of the line: who is here, or a count. */
  end?: ReactNode;
}

interface SectionListProps {
  label: string;
  sections: readonly EditorSection[];
  current: string;
}

export function SectionList({ label, sections, current }: SectionListProps) {
  return (
    <nav aria-label={label}>
      <ul className="m-0 flex list-none flex-col gap-px p-0">
        {sections.map((section) => (
          <li key={section.id}>
            <Link
              href={section.href}
              {...(section.id === current ? { 'aria-current': 'page' } : {})}
              className="group flex h-8 items-center gap-2.25 rounded-md px-2 text-13 font-medium text-ink-2 no-underline transition-colors focus-visible:-outline-offset-2 aria-[current=page]:bg-pressed aria-[current=page]:text-ink hovered:bg-hover hovered:text-ink pointer-coarse:h-11"
            >
              <Icon of={section.icon} size={15} className="text-ink-3 group-aria-[current=page]:text-accent-ink" />
              <span className="min-w-0 flex-1 truncate">{section.label}</span>
              {section.end !== undefined && <span className="flex text-12 text-ink-3">{section.end}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
