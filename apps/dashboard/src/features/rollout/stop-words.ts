import type { Comparison, JudgedWindow, StopRule } from '@blunari/schema/rollout';

/** Which side the windows are shown against: tenants not yet moved where the batch did worse than they, else its own past. */
export function comparedSide(windows: readonly JudgedWindow[]): Comparison {
  return windows.every(({ faults }) => faults.some(({ than }) => than === 'others')) ? 'others' : 'before';
}

/** What was worse in the windows that stopped a batch, as a heading says it. */
export function stopReason(windows: readonly JudgedWindow[], rule: StopRule): string {
  const side = comparedSide(windows);
  const isWorse = (measure: 'errors' | 'p95') =>
    windows.some(({ faults }) => faults.some((fault) => fault.measure === measure && fault.than === side));
  const than = side === 'others' ? 'the others' : 'before they were moved';
  const points = rule.errorPoints === 1 ? '1 point' : `${rule.errorPoints} points`;
  const parts = [
    ...(isWorse('errors') ? [`Failed saves: more than ${rule.errorFactor} times ${than} and ${points} more`] : []),
    ...(isWorse('p95') ? [`Time of a save: p95 above ${rule.p95Factor} times ${than}`] : []),
  ];
  const running = windows.length === 1 ? 'in one window' : `${windows.length} windows running`;
  return `${parts.join('; ') || 'Worse than the others'}, ${running}`;
}
