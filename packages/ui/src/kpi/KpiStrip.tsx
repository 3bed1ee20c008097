import type { ReactNode } from 'react';
import { classNames } from '../class-names/class-names.ts';

export interface KpiStripProps {
  /** Names the group for assistive technology. */
  label: string;
  /** Two to four Kpi a row. */
  children: ReactNode;
  /** Two where there are eight: four below four, where there is room. */
  rows?: 1 | 2;
}

/** Numbers side by side in one hairline; two columns where there is little room. */
export function KpiStrip({ label, children, rows = 1 }: KpiStripProps) {
  return (
    <div className="@container">
      <dl
        aria-label={label}
        className={classNames(
          'm-0 grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line',
          rows === 1 ? '@2xl:auto-cols-fr @2xl:grid-flow-col @2xl:grid-cols-none' : '@2xl:grid-cols-4',
        )}
      >
        {children}
      </dl>
    </div>
  );
}
