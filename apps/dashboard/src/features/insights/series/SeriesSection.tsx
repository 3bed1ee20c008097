import { sumNumbers, type Series } from '@blunari/schema/insights';
import { seriesTable } from '@blunari/schema/insights/tables';
import { Select } from '@blunari/ui/select';
import { useToday } from '../../../shared/place/use-today.ts';
import { LineChart } from '../charts/LineChart.tsx';
import { ChangesList } from '../changes/ChangesList.tsx';
import { changeMarks } from '../changes/change-marks.ts';
import { useChanges } from '../changes/use-changes.ts';
import { cellFormats } from '../section/cell-formats.ts';
import { ChartSentence } from '../section/ChartSentence.tsx';
import { InsightSection } from '../section/InsightSection.tsx';
import { useView } from '../view/view-context.ts';
import { isOpen, type View } from '../view/view.ts';
import { periodWords } from '../words/date-words.ts';
import { formatMetric, hourMetrics, type Metric, metricName, metricOf, metrics } from '../words/metrics.ts';
import { seriesPoints } from './series-points.ts';
import { seriesSentence } from './series-sentence.ts';
import { unitOf, useSeries } from './use-series.ts';

/** One number over the period, beside the period before, with what was changed in the settings meanwhile. */
export function SeriesSection() {
  const { view, search, choose, fileNameOf } = useView();
  const asked = useSeries();
  const changes = useChanges();
  const unit = unitOf(view);
  const offered: readonly Metric[] = unit === 'hour' ? hourMetrics : metrics.filter((each) => isOffered(each, view));
  const metric = offered.find((each) => each === search.show) ?? 'conversions';
  return (
    <InsightSection
      id="insights-series"
      title={`${metricName(metric, view.widget)} per ${unit}`}
      detail={periodWords(view.period, view.today)}
      end={
        <Select
          label="Shown over time"
          isLabelHidden
          hasMessageLine={false}
          size="sm"
          value={metric}
          onChange={(show) => choose({ show })}
          options={offered.map((value) => ({ value, label: metricName(value, view.widget) }))}
        />
      }
      asked={asked}
      table={(series) => seriesTable(series, view.currency)}
      formats={cellFormats(view.today, view.currency)}
      fileName={fileNameOf(`per-${unit}`)}
      what="The numbers over time"
      waitingPx={264}
    >
      {(series) => (
        <>
          <Chart series={series} metric={metric} view={view} marks={changeMarks(changes.shown, series)} />
          <ChangesList changes={changes} series={series} />
        </>
      )}
    </InsightSection>
  );
}

/** Bookings carry no estimate. */
const isOffered = (metric: Metric, { widget }: View): boolean => metric !== 'value' || widget !== 'booking';

interface ChartProps {
  series: Series;
  metric: Metric;
  view: View;
  marks: ReturnType<typeof changeMarks>;
}

function Chart({ series, metric, view, marks }: ChartProps) {
  const nowMs = useToday()?.nowMs ?? 0;
  const points = seriesPoints(series, metric, { nowMs, today: view.today });
  const format = (value: number): string => formatMetric(metric, value, view.currency);
  const label = metricName(metric, view.widget);
  const compared = view.compared && { total: totalOf(series, 'compared', metric, format), when: view.compared.when };
  return (
    <>
      <LineChart
        label={label}
        points={points}
        marks={marks}
        isOpen={isOpen(view)}
        isWhole={metric !== 'rate'}
        format={format}
      />
      <ChartSentence>
        {seriesSentence(points, {
          name: label,
          unit: series.unit,
          isCount: metric !== 'rate',
          total: totalOf(series, 'points', metric, format),
          compared: compared ?? undefined,
          format,
        })}
      </ChartSentence>
    </>
  );
}

/** All points as one, as people read it; null of a rate without sessions, and of numbers that nobody knows. */
function totalOf(
  series: Series,
  side: 'points' | 'compared',
  metric: Metric,
  format: (value: number) => string,
): string | null {
  if (series.unit === 'hour') {
    const hours = series[side] ?? [];
    return format(hours.reduce((sum, point) => sum + (metricOf(metric, point) ?? 0), 0));
  }
  const total = metricOf(metric, sumNumbers(series[side] ?? []));
  return total === null ? null : format(total);
}
