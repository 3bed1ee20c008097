import type { ReactNode } from 'react';

export interface KpiStripProps {
  /** Names the group for assistive technology. */
  label: string;
  /** Two to four Kpi. */
  children: ReactNode;
}

/** Numbers side by side in one hairline; two columns where there is little room. */
export function KpiStrip({ label, children }: KpiStripProps) {
  return (
    <div className="@container">
      <dl
        aria-label={label}
        className="m-0 grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line @2xl:auto-cols-fr @2xl:grid-flow-col @2xl:grid-cols-none"
      >
        {children}
      </dl>
    </div>
  );
}
