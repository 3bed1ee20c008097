import { leadTimeTable } from '@blunari/schema/insights/tables';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useServices } from '../../../data/services-context.ts';
import { cellFormats } from '../section/cell-formats.ts';
import { ChartSentence } from '../section/ChartSentence.tsx';
import { InsightSection } from '../section/InsightSection.tsx';
import { useView } from '../view/view-context.ts';
import { questionOf } from '../view/view.ts';
import { conversionNames } from '../words/metrics.ts';
import { LeadBars } from './LeadBars.tsx';
import { hasEarlier, leadSentence } from './lead-words.ts';

/** How far ahead guests book. */
export function LeadTimeSection() {
  const { trpc } = useServices();
  const { view, fileNameOf } = useView();
  const { today, currency, widget, compared } = view;
  const asked = useQuery(trpc.insights.leadTimes.queryOptions(questionOf(view), { placeholderData: keepPreviousData }));
  const title = widget === 'catering' ? 'How far ahead they ask' : 'How far ahead they book';
  return (
    <InsightSection
      id="insights-lead-time"
      title={title}
      asked={asked}
      table={(stretches) => leadTimeTable(stretches, currency)}
      formats={cellFormats(today, currency)}
      fileName={fileNameOf('days-ahead')}
      what="The days ahead"
      waitingPx={254}
      isWhole
    >
      {(stretches) => (
        <>
          <LeadBars stretches={stretches} caption={title} />
          <ChartSentence>
            {leadSentence(stretches, conversionNames(widget))}
            {compared && hasEarlier(stretches) && (
              <span className="text-ink-3">
                {' '}
                <i aria-hidden className="inline-block h-3 w-0.5 translate-y-0.5 bg-chart-2" /> marks {compared.than}.
              </span>
            )}
          </ChartSentence>
        </>
      )}
    </InsightSection>
  );
}
