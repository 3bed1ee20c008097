import type { Connections } from '@blunari/schema/api';
import { connectionReporting } from '@blunari/schema/rollout';
import type { ReportRecord } from './rollout-record.ts';

const hourMs = 3_600_000;

type Group = Connections['groups'][number];

/** How lines did, by component and batch. */
export function connectionsOf(reports: readonly ReportRecord[]): Connections {
  const groups = Object.values(Object.groupBy(reports, ({ component, batch }) => `${component} ${batch}`));
  return {
    share: connectionReporting.share,
    groups: groups.flatMap((each) => (each ? [toGroup(each)] : [])).toSorted(inOrder),
  };
}

function toGroup(reports: readonly ReportRecord[]): Group {
  const sum = (numberOf: (report: ReportRecord) => number): number =>
    reports.reduce((total, report) => total + numberOf(report), 0);
  const hoursOnline = sum(({ onlineMs }) => onlineMs) / hourMs;
  const recoveries = reports.flatMap(({ recoveriesMs }) => recoveriesMs).toSorted((one, other) => one - other);
  const percentile = (share: number): number | null => recoveries[Math.ceil(share * recoveries.length) - 1] ?? null;
  return {
    component: reports[0]?.component ?? 'editor',
    batch: reports[0]?.batch ?? null,
    numbers: {
      reports: reports.length,
      hoursOnline,
      dropsPerHundredHours: hoursOnline === 0 ? null : (100 * sum(({ drops }) => drops)) / hoursOnline,
      recoverP50Ms: percentile(0.5),
      recoverP95Ms: percentile(0.95),
      polling: sum(({ hasPolled }) => Number(hasPolled)),
    },
  };
}

/** Restaurants in no batch last. */
const inOrder = (one: Group, other: Group): number =>
  one.component.localeCompare(other.component) || (one.batch ?? Infinity) - (other.batch ?? Infinity);
