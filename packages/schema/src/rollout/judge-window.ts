import { percentileOf } from './durations.ts';
import type { Comparison, JudgedWindow } from './numbers.ts';
import type { StopRule } from './stop-rule.ts';
import { numbersOf, toTenths, type SaveSum } from './sum-saves.ts';

/** Saves of one window: of the batch in the new editor, and of those it is compared with. */
export interface WindowSums {
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
  readonly batch: SaveSum;
  /** Restaurants not moved, in the same window. */
  readonly others: SaveSum;
  /** The batch's own restaurants in the earlier form, before they were moved. */
  readonly before: SaveSum;
}

type Fault = JudgedWindow['faults'][number];

/** What the rule says of a window. A side with fewer saves than it asks for is not compared. */
export function judgeWindow(rule: StopRule, window: WindowSums): JudgedWindow {
  const { from, to, batch } = window;
  const sides = (['others', 'before'] as const).filter((side) => window[side].saves >= rule.minSaves);
  const isJudged = batch.saves >= rule.minSaves && sides.length > 0;
  const faults = isJudged ? sides.flatMap((side) => faultsOf(rule, batch, side, window[side])) : [];
  return {
    from,
    to,
    batch: numbersOf(batch),
    ...(sides.includes('others') ? { others: compared(rule, window.others) } : {}),
    ...(sides.includes('before') ? { before: compared(rule, window.before) } : {}),
    verdict: isJudged ? (faults.length > 0 ? 'bad' : 'good') : 'unjudged',
    faults,
  };
}

/** By the numbers as they are, not as they are shown. */
function faultsOf(rule: StopRule, batch: SaveSum, than: Comparison, side: SaveSum): Fault[] {
  const faults: Fault[] = [];
  if (errorPercentOf(batch) > errorLimit(rule, side)) faults.push({ measure: 'errors', than });
  const p95Ms = percentileOf(batch.durations, 0.95);
  const limitMs = p95Limit(rule, side);
  if (p95Ms !== null && limitMs !== null && p95Ms > limitMs) faults.push({ measure: 'p95', than });
  return faults;
}

function compared(rule: StopRule, side: SaveSum): NonNullable<JudgedWindow['others']> {
  return {
    ...numbersOf(side),
    errorLimitPercent: toTenths(errorLimit(rule, side)),
    p95LimitMs: toTenths(p95Limit(rule, side)),
  };
}

const errorPercentOf = ({ saves, errors }: SaveSum): number => (saves === 0 ? 0 : (100 * errors) / saves);

/** Above it, the share is more than the multiple and at once the points more. */
function errorLimit(rule: StopRule, side: SaveSum): number {
  const percent = errorPercentOf(side);
  return Math.max(percent * rule.errorFactor, percent + rule.errorPoints);
}

function p95Limit(rule: StopRule, side: SaveSum): number | null {
  const p95Ms = percentileOf(side.durations, 0.95);
  return p95Ms === null ? null : p95Ms * rule.p95Factor;
}

/**
 * The windows for which a batch is to be stopped: the newest ones that could be judged, so many as the rule wants
 * running, all bad; null where that is not so. Windows without enough saves are passed over.
 * @param windows oldest first
 */
export function windowsToStopFor(rule: StopRule, windows: readonly JudgedWindow[]): readonly JudgedWindow[] | null {
  const newest = windows.filter(({ verdict }) => verdict !== 'unjudged').slice(-rule.windowsRunning);
  const isBad = newest.length === rule.windowsRunning && newest.every(({ verdict }) => verdict === 'bad');
  return isBad ? newest : null;
}
