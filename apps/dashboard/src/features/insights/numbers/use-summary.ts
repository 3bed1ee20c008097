import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useServices } from '../../../data/services-context.ts';
import { useView } from '../view/view-context.ts';
import { questionOf } from '../view/view.ts';

/** The period in numbers, beside the one compared with. */
export function useSummary() {
  const { trpc } = useServices();
  const { view } = useView();
  const { filter } = view;
  const question = { ...questionOf(view), ...(filter ? { filter } : {}) };
  return useQuery(trpc.insights.summary.queryOptions(question, { placeholderData: keepPreviousData }));
}
