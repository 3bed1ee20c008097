import { addDays } from '@blunari/schema/calendar';
import { Kpi } from '@blunari/ui/kpi';
import { useQuery } from '@tanstack/react-query';
import type { TodayTotals } from '../../data/api-types.ts';
import { useServices } from '../../data/services-context.ts';
import type { Today } from '../../shared/place/use-today.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { formatWeekday } from '../../shared/time/local-time.ts';
import { useTotals } from '../../shared/widgets/use-widgets.ts';
import { Comparison } from './Comparison.tsx';
import { compareRates } from './since-last-week.ts';

/** Of the sessions that saw a widget, how many booked or asked; beside it the same weekday a week ago. */
export function ConversionKpi({ today }: { today: Today | undefined }) {
  const totals = useTotals().data;
  const before = useTotalsLastWeek(today?.localDate).data;
  const now = totals && sumOf(totals);
  const rate = now && rateOf(now);
  if (!now || rate === undefined) {
    return <Kpi label="Conversion today" value="–" comparison={now && 'no sessions yet today'} />;
  }
  const percent = new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format(rate);
  const since = compareRates(rate, before && rateOf(sumOf(before)), today ? formatWeekday(today.localDate) : '');
  return (
    <Kpi
      label="Conversion today"
      value={percent}
      unit="%"
      comparison={
        <>
          {now.convertedSessions} of {now.sessions} {now.sessions === 1 ? 'session' : 'sessions'}
          <Comparison since={since} />
        </>
      }
    />
  );
}

function useTotalsLastWeek(localDate: string | undefined) {
  const { trpc } = useServices();
  const { tenant } = useTenant();
  const input = { tenantId: tenant.id, localDate: localDate === undefined ? '1970-01-01' : addDays(localDate, -7) };
  return useQuery(trpc.insights.onDay.queryOptions(input, { enabled: localDate !== undefined, staleTime: 3_600_000 }));
}

type Sessions = Pick<TodayTotals, 'sessions' | 'convertedSessions'>;

function sumOf(totals: readonly Sessions[]): Sessions {
  return {
    sessions: totals.reduce((sum, each) => sum + each.sessions, 0),
    convertedSessions: totals.reduce((sum, each) => sum + each.convertedSessions, 0),
  };
}

/** In percent; undefined where nobody came. */
function rateOf({ sessions, convertedSessions }: Sessions): number | undefined {
  return sessions === 0 ? undefined : (convertedSessions / sessions) * 100;
}
