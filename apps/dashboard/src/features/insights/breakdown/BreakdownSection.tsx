import type { InsightDimension } from '@blunari/schema/insights';
import { breakdownTable } from '@blunari/schema/insights/tables';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useServices } from '../../../data/services-context.ts';
import { cellFormats } from '../section/cell-formats.ts';
import { InsightSection } from '../section/InsightSection.tsx';
import { TooLong } from '../section/TooLong.tsx';
import { useView } from '../view/view-context.ts';
import { isCountable, questionOf } from '../view/view.ts';
import { BreakdownRows } from './BreakdownRows.tsx';
import { dimensionNames, valueNames, valueWords } from './dimension-words.ts';

export interface BreakdownSectionProps {
  dimension: InsightDimension;
  /** In the place of the dimension's own name. */
  title?: string;
  end?: ReactNode;
}

/** Where sessions came from, by one dimension. Its own filter does not narrow it: the other values stay to choose from. */
export function BreakdownSection({ dimension, title = dimensionNames[dimension], end }: BreakdownSectionProps) {
  const { trpc } = useServices();
  const { view, choose, fileNameOf } = useView();
  const isOwn = view.filter?.dimension === dimension;
  const filter = isOwn ? undefined : view.filter;
  const canAsk = isCountable({ ...view, filter });
  const question = { ...questionOf(view), dimension, ...(filter ? { filter } : {}) };
  const asked = useQuery(
    trpc.insights.breakdown.queryOptions(question, { enabled: canAsk, placeholderData: keepPreviousData }),
  );
  if (!canAsk) return <TooLong title={title} />;
  return (
    <InsightSection
      id={`insights-${dimension}`}
      title={title}
      end={end}
      asked={asked}
      table={(breakdown) => breakdownTable(breakdown, view.currency)}
      formats={{
        ...cellFormats(view.today, view.currency),
        [dimension]: (value) => valueWords(dimension, String(value)),
      }}
      columnNames={{ [dimension]: valueNames[dimension] }}
      fileName={fileNameOf(dimension.replace('_', '-'))}
      what="The parts"
      waitingPx={204}
      isSmall
    >
      {(breakdown) => (
        <BreakdownRows
          breakdown={breakdown}
          caption={title}
          rateName={view.widget === 'catering' ? 'Asked' : 'Booked'}
          chosen={isOwn ? view.filter : undefined}
          onChoose={(value) => {
            const isChosen = isOwn && view.filter?.value === value;
            choose(isChosen ? { by: undefined, value: undefined } : { by: dimension, value });
          }}
          nameOf={(value) => valueWords(dimension, value)}
        />
      )}
    </InsightSection>
  );
}
