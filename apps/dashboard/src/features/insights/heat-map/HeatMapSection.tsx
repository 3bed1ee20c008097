import { weekdays } from '@blunari/schema/calendar';
import { heatMapTable } from '@blunari/schema/insights/tables';
import { Select } from '@blunari/ui/select';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../../data/services-context.ts';
import { ChartSentence } from '../section/ChartSentence.tsx';
import { InsightSection } from '../section/InsightSection.tsx';
import { useView } from '../view/view-context.ts';
import { metricName } from '../words/metrics.ts';
import { HeatGrid } from './HeatGrid.tsx';
import { type HeatMetric, heatSentence, hourWords, weekdayNames } from './heat-sentence.ts';

const metrics = ['views', 'interactions', 'conversions'] as const satisfies readonly HeatMetric[];

/** When in the week visitors come, and when they book. */
export function HeatMapSection() {
  const { trpc } = useServices();
  const { view, fileNameOf } = useView();
  const [metric, setMetric] = useState<HeatMetric>('views');
  const { tenantId, widget, period } = view;
  const asked = useQuery(
    trpc.insights.heatMap.queryOptions({ tenantId, period, ...(widget === undefined ? {} : { widget }) }),
  );
  const name = metricName(metric, widget);
  return (
    <InsightSection
      id="insights-heat-map"
      title="Hours of the week"
      end={
        <Select
          label="Shown by hour"
          isLabelHidden
          hasMessageLine={false}
          size="sm"
          value={metric}
          onChange={setMetric}
          options={metrics.map((value) => ({ value, label: metricName(value, widget) }))}
        />
      }
      asked={asked}
      table={heatMapTable}
      formats={{ Weekday: (day) => dayName(String(day)), Hour: (hour) => hourWords(Number(hour)) }}
      fileName={fileNameOf('hours-of-the-week')}
      what="The hours of the week"
      waitingPx={228}
      isWhole
    >
      {(cells) => (
        <>
          <HeatGrid cells={cells} metric={metric} name={name} />
          <ChartSentence>{heatSentence(cells, metric, name)}</ChartSentence>
        </>
      )}
    </InsightSection>
  );
}

function dayName(day: string): string {
  const found = weekdays.find((each) => each === day);
  return found ? weekdayNames[found] : day;
}
