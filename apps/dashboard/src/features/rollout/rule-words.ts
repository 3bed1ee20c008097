import type { StopRule } from '@blunari/schema/rollout';

/** The rule of the automatic stop, line by line as a person reads it. */
export function ruleLines(rule: StopRule): readonly { readonly label: string; readonly words: string }[] {
  const { windowMinutes, minSaves, errorFactor, errorPoints, p95Factor, windowsRunning, action } = rule;
  return [
    { label: 'Windows', words: `${windowMinutes} min, from ${minSaves} saves a side` },
    { label: 'Failed saves', words: `over ${errorFactor} × others and ${pointsWords(errorPoints)}` },
    { label: 'p95 of a save', words: `over ${p95Factor} × others` },
    { label: 'Stops after', words: windowsRunning === 1 ? '1 bad window' : `${windowsRunning} windows running` },
    { label: 'Then', words: action === 'pause' ? 'nobody else is moved' : 'the batch is moved back' },
  ];
}

/** The same in a sentence, as it is set while it is typed. */
export function ruleSentence(rule: StopRule): string {
  const { windowMinutes, minSaves, errorFactor, errorPoints, p95Factor, windowsRunning, action } = rule;
  const running = windowsRunning === 1 ? 'one window' : `${windowsRunning} windows running`;
  const then = action === 'pause' ? 'Then nobody else is moved.' : 'Then the tenants of the batch are moved back.';
  return `A batch is stopped when in ${running} of ${windowMinutes} minutes, with at least ${minSaves} saves on each side, more than ${errorFactor} times as many saves fail as with the others and ${pointsWords(errorPoints)} more, or the p95 of a save is above ${p95Factor} times theirs. ${then}`;
}

const pointsWords = (points: number): string => (points === 1 ? '1 point' : `${points} points`);
