import { seriesUnitOf, type SeriesUnit } from '@blunari/schema/insights';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useServices } from '../../../data/services-context.ts';
import { useView } from '../view/view-context.ts';
import { questionOf, type View } from '../view/view.ts';

/** The period point by point, for the chart and the small lines beside the figures. */
export function useSeries() {
  const { trpc } = useServices();
  const { view } = useView();
  const { filter } = view;
  const question = { ...questionOf(view), ...(filter ? { filter } : {}) };
  return useQuery(trpc.insights.series.queryOptions(question, { placeholderData: keepPreviousData }));
}

/** What a point stands for, known before the answer. */
export const unitOf = ({ period, filter }: View): SeriesUnit => seriesUnitOf(period, filter !== undefined);
