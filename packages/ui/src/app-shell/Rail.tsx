import type { ReactNode } from 'react';
import { classNames } from '../class-names/class-names.ts';

export interface RailProps {
  /** Names the navigation, such as "Main". */
  label: string;
  /** A RailBrand, alone or as the trigger of a Menu. */
  brand: ReactNode;
  /** RailItem and RailHeading. */
  children: ReactNode;
  /** RailItem at the foot. */
  footer?: ReactNode;
  /** `auto`: 216 px from 1200, else 56. `narrow`: always 56, for screens that need the room. */
  size?: 'auto' | 'narrow';
}

export function Rail({ label, brand, children, footer, size = 'auto' }: RailProps) {
  return (
    <nav
      aria-label={label}
      data-narrow={size === 'narrow' || undefined}
      className={classNames(
        'group/rail flex w-14 shrink-0 flex-col gap-0.5 overflow-y-auto border-0 border-e border-line bg-canvas px-2.5 pt-2.5 pb-3',
        size === 'auto' && 'xl:w-54',
      )}
    >
      <div className="mb-2.5">{brand}</div>
      {children}
      {footer !== undefined && <div className="mt-auto flex flex-col gap-0.5 pt-4">{footer}</div>}
    </nav>
  );
}
