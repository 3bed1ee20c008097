import { KpiChange } from '@blunari/ui/kpi-change';
import type { SinceLastWeek } from './since-last-week.ts';

/** What follows a KPI's own words; only a rise is news in colour, since a day that is not over yet is no fall. */
export function Comparison({ since }: { since: SinceLastWeek | null }) {
  if (since === null) return null;
  return (
    <>
      , {since.isMore ? <KpiChange tone="positive">{since.change}</KpiChange> : since.change} {since.rest}
    </>
  );
}
