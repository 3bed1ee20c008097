import { boundsOf, insightLimits, type Annotations, type PeriodQuestion } from '@blunari/schema/insights';
import { annotate } from '@blunari/schema/insights/answers';
import { nameOfMember } from '../state/members.ts';
import type { MockState } from '../state/mock-state.ts';
import type { Desk } from './desk.ts';

/** When settings went live in a period. */
export function answerAnnotations(state: MockState, desk: Desk, { period }: PeriodQuestion): Annotations {
  const { fromMs, toMs } = boundsOf(period, desk.clock);
  const changes = desk.widgets
    .flatMap((widget) =>
      widget.versions.map(({ changedBy, ...change }, index) => ({
        ...change,
        widget: widget.type,
        wasActive: widget.versions[index - 1]?.isActive,
        changedByName: nameOfMember(state, desk.tenant, changedBy),
      })),
    )
    .filter(({ changedAtMs }) => changedAtMs >= fromMs && changedAtMs < toMs)
    .toSorted((one, other) => one.changedAtMs - other.changedAtMs || one.version - other.version);
  const newest = changes.slice(-insightLimits.maxChanges);
  return { days: [...annotate(newest, desk.clock)], isComplete: newest.length === changes.length };
}
