import type { Annotation } from '@blunari/schema/insights';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../../data/services-context.ts';
import { useView } from '../view/view-context.ts';

/** A change of settings, with the letter by which the chart shows it. */
export interface LetteredChange extends Annotation {
  readonly letter: string;
}

/** More would hide the line that they are marked on. */
const shownChanges = 8;

export interface Changes {
  /** Oldest first. */
  readonly shown: readonly LetteredChange[];
  /** Whether there are older ones than these. */
  readonly hasEarlier: boolean;
}

/** What was changed in the widgets shown; of many the newest. Without an answer there are none to mark. */
export function useChanges(): Changes {
  const { trpc } = useServices();
  const { tenantId, widget, period } = useView().view;
  const asked = useQuery(
    trpc.insights.annotations.queryOptions({ tenantId, period, ...(widget === undefined ? {} : { widget }) }),
  );
  const { days, isComplete } = asked.data ?? { days: [], isComplete: true };
  const newest = days.slice(-shownChanges);
  return {
    shown: newest.map((change, index) => ({ ...change, letter: String.fromCodePoint(letterA + index) })),
    hasEarlier: !isComplete || days.length > newest.length,
  };
}

const letterA = 65;
