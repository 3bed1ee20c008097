import type { JudgedWindow, StopRule } from '@blunari/schema/rollout';

/** What was worse in the windows that stopped a batch, as a heading says it. */
export function stopReason(
  windows: readonly JudgedWindow[],
  { errorFactor, errorPoints, p95Factor }: StopRule,
): string {
  const faults = windows.flatMap((window) => window.faults);
  const measures = new Set(faults.map(({ measure }) => measure));
  const parts = [
    ...(measures.has('errors')
      ? [`failed saves above ${errorFactor} times ${sideOf(faults, 'errors')} and ${errorPoints} more in 100`]
      : []),
    ...(measures.has('p95') ? [`the p95 of a save above ${p95Factor} times ${sideOf(faults, 'p95')}`] : []),
  ];
  const running = windows.length === 1 ? 'in one window' : `${windows.length} windows running`;
  const [first = 'worse than the others', ...rest] = parts;
  const sentence = [first, ...rest].join(', and ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}, ${running}`;
}

function sideOf(faults: JudgedWindow['faults'], wanted: 'errors' | 'p95'): string {
  const sides = new Set(faults.flatMap(({ measure, than }) => (measure === wanted ? [than] : [])));
  if (sides.has('others') && sides.has('before')) return 'the others and their own before';
  return sides.has('before') ? 'their own before' : 'the others';
}
