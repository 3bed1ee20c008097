import type { ReactNode } from 'react';
import { Sparkline } from './Sparkline.tsx';

export interface KpiProps {
  label: string;
  /** The figure as it is read, already formatted. */
  value: string;
  /** Lighter, after the figure. */
  unit?: string;
  /** In words; mark what changed with KpiChange. */
  comparison?: ReactNode;
  /** A quiet line of recent values, oldest first. */
  trend?: readonly number[];
}

/** One number of a KpiStrip. */
export function Kpi({ label, value, unit, comparison, trend }: KpiProps) {
  return (
    <div className="relative min-w-0 bg-surface px-4 py-3.5 last:odd:@max-2xl:col-span-2">
      <dt className="text-12 font-medium text-ink-2">{label}</dt>
      <dd className="m-0 mt-1 text-28 font-medium tracking-[-0.025em] tabular-nums">
        {value}
        {unit !== undefined && <span className="ms-1 text-16 font-regular tracking-normal text-ink-3">{unit}</span>}
      </dd>
      <dd className="m-0 mt-0.5 min-h-4 text-12 text-ink-3">{comparison}</dd>
      {trend !== undefined && <Sparkline values={trend} />}
    </div>
  );
}
