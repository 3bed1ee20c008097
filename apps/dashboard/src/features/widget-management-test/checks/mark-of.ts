import type { CheckMarkState } from '../CheckMark.tsx';
import type { RunState } from '../run/test-runner.ts';
import type { SourceKind } from '../source/test-source.ts';
import type { Check, Outcome } from './check.ts';

/** The mark of a verdict. */
export const marksOfVerdicts = { met: 'fine', missed: 'wrong', unknown: 'unknown' } as const satisfies Record<
  Outcome['verdict'],
  CheckMarkState
>;

/** How a check stands: at work, judged, or waiting. */
export function markOf(id: string, { queue }: Pick<RunState, 'queue'>, outcome: Outcome | undefined): CheckMarkState {
  if (queue[0] === id) return 'running';
  return outcome ? marksOfVerdicts[outcome.verdict] : 'waits';
}

/** Where to look when a check is missed. In Mock Mode there is no database and no network to look at. */
export function hintOf({ hint }: Check, source: SourceKind): string {
  return source === 'real' ? hint : 'The faults that are switched on, and how busy this device is.';
}

/** What to say below a check that is not met; null where nothing is to be said. */
export function remarkOf(check: Check, outcome: Outcome | undefined, source: SourceKind): string | null {
  if (!outcome || outcome.verdict === 'met') return null;
  if (outcome.kind === 'memory' && outcome.growth === null)
    return 'This browser does not tell its memory; Chromium does.';
  if (outcome.verdict === 'unknown') return 'Too few measurements to judge.';
  const said = outcome.kind === 'failed' || outcome.kind === 'feature' ? `${outcome.words} ` : '';
  return `${said}Where to look: ${hintOf(check, source)}`;
}
