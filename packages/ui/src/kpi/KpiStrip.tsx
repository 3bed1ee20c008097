import type { ReactNode } from 'react';

export interface KpiStripProps {
  /** Names the group for assistive technology. */
  label: string;
  /** Two to four Kpi. */
  children: ReactNode;
}

/** Numbers side by side in one hairline; two columns on phones. */
export function KpiStrip({ label, children }: KpiStripProps) {
  return (
    <dl
      aria-label={label}
      className="m-0 grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line md:auto-cols-fr md:grid-flow-col md:grid-cols-none"
    >
      {children}
    </dl>
  );
}
