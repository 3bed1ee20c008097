import { formatGrowth, formatMs } from '../format.ts';
import type { ReportLine } from './report.ts';

/** What a check came to, in one figure: the p95, or the growth; empty where nothing is measured. */
export function figureOf(line: ReportLine | undefined): string {
  if (line?.speed) return formatMs(line.speed.p95);
  return line?.growth ? formatGrowth(line.growth.share) : '';
}
