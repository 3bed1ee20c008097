import { router } from '../../trpc/init.ts';
import { getBreakdown } from './get-breakdown.ts';
import { getFunnel } from './get-funnel.ts';
import { getHeatMap } from './get-heat-map.ts';
import { getLeadTimes } from './get-lead-times.ts';
import { getLive } from './get-live.ts';
import { getSeries } from './get-series.ts';
import { getSummary } from './get-summary.ts';
import { getTodaysTotals } from './get-todays-totals.ts';
import { getTotalsOn } from './get-totals-on.ts';
import { getTurnedAway } from './get-turned-away.ts';
import { listAnnotations } from './list-annotations.ts';

export const insightsRouter = router({
  today: getTodaysTotals,
  onDay: getTotalsOn,
  summary: getSummary,
  series: getSeries,
  funnel: getFunnel,
  breakdown: getBreakdown,
  heatMap: getHeatMap,
  leadTimes: getLeadTimes,
  turnedAway: getTurnedAway,
  live: getLive,
  annotations: listAnnotations,
});
