import { Link } from 'react-aria-components';
import { tabLine, tabMark } from '../tabs/tab-style.ts';

export interface TabLinksProps {
  label: string;
  links: readonly { id: string; label: string; href: string }[];
  current: string;
  className?: string;
}

/** Places with an address of their own, drawn as tabs. */
export function TabLinks({ label, links, current, className }: TabLinksProps) {
  return (
    <nav aria-label={label} className={className}>
      <ul className={tabLine}>
        {links.map((link) => (
          <li key={link.id} className="flex">
            <Link href={link.href} {...(link.id === current ? { 'aria-current': 'page' } : {})} className={tabMark}>
              {link.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
