import { Kpi } from '@blunari/ui/kpi';
import { KpiChange } from '@blunari/ui/kpi-change';
import { KpiStrip } from '@blunari/ui/kpi-strip';
import { useToday } from '../../../shared/place/use-today.ts';
import { useSeries } from '../series/use-series.ts';
import { useView } from '../view/view-context.ts';
import { isOpen } from '../view/view.ts';
import type { Change } from '../words/change-words.ts';
import { type KpiWords, kpisOf } from './kpis.ts';
import { LeftOut } from './LeftOut.tsx';
import { useSummary } from './use-summary.ts';

/** The period in figures, each with how it compares, in words. */
export function PeriodNumbers() {
  const { view } = useView();
  const { data, isPlaceholderData } = useSummary();
  const series = useSeries().data;
  const nowMs = useToday()?.nowMs ?? 0;
  const { widget, currency, compared, today } = view;
  const present = { nowMs, today };
  const kpis = data && kpisOf(data, { widget, currency, than: compared?.than ?? '', series, present });
  return (
    <div aria-busy={data === undefined || isPlaceholderData}>
      <KpiStrip label="The period in numbers" rows={2}>
        {kpis
          ? kpis.map((kpi) => <Figure key={kpi.id} kpi={kpi} isOpen={isOpen(view)} />)
          : waiting.map((id) => <Kpi key={id} label=" " value="–" comparison=" " />)}
      </KpiStrip>
      {data?.now.dropped && <LeftOut dropped={data.now.dropped} />}
    </div>
  );
}

const waiting = ['1', '2', '3', '4', '5', '6', '7', '8'] as const;

function Figure({ kpi, isOpen: isGrowing }: { kpi: KpiWords; isOpen: boolean }) {
  const { label, value, unit, change, note, trend, isLessBetter = false } = kpi;
  return (
    <Kpi
      label={label}
      value={value}
      {...(unit === undefined ? {} : { unit })}
      {...(trend === undefined ? {} : { trend })}
      comparison={
        <>
          {note}
          {note !== undefined && change !== null && ', '}
          {change && <ChangeWords change={change} isLessBetter={isLessBetter} isGrowing={isGrowing} />}
        </>
      }
    />
  );
}

interface ChangeWordsProps {
  change: Change;
  isLessBetter: boolean;
  isGrowing: boolean;
}

/** The news in colour; while the period still grows, less of anything is no news yet. */
function ChangeWords({ change: { news, rest, direction }, isLessBetter, isGrowing }: ChangeWordsProps) {
  const isGood = direction === (isLessBetter ? 'less' : 'more');
  const isNews = direction === 'more' || (direction === 'less' && !isGrowing);
  return (
    <>
      {isNews ? <KpiChange tone={isGood ? 'positive' : 'negative'}>{news}</KpiChange> : news} {rest}
    </>
  );
}
