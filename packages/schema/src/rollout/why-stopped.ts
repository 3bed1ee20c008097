import type { JudgedWindow } from './numbers.ts';

/** Why the rule stopped a batch, by the newest of its windows, in words for the audit. */
export function whyStopped(windows: readonly JudgedWindow[]): string {
  const window = windows.at(-1);
  const fault = window?.faults[0];
  const side = window && fault && window[fault.than];
  if (!side) return 'Automatic stop';
  const than = fault.than === 'others' ? 'the others' : 'before the move';
  return fault.measure === 'errors'
    ? `Automatic stop: failed saves ${window.batch.errorPercent} %, limit ${side.errorLimitPercent} % by ${than}`
    : `Automatic stop: p95 of a save ${window.batch.p95Ms} ms, limit ${side.p95LimitMs} ms by ${than}`;
}
