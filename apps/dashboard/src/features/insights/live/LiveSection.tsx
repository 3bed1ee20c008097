import type { Live } from '@blunari/schema/insights';
import { Badge } from '@blunari/ui/badge';
import { BarChart } from '@blunari/ui/bar-chart';
import { SectionHeader } from '@blunari/ui/section-header';
import { Skeleton } from '@blunari/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../../data/services-context.ts';
import { usePlace } from '../../../shared/place/use-place.ts';
import { FailedPanel } from '../../../shared/screens/FailedPanel.tsx';
import { formatTime } from '../../../shared/time/local-time.ts';
import { ChartSentence } from '../section/ChartSentence.tsx';
import { WholeNote } from '../section/WholeNote.tsx';
import { useView } from '../view/view-context.ts';
import { conversionNames, formatNumber } from '../words/metrics.ts';

/** Sessions leave the last minutes without any news: then nothing but the clock asks again. */
const renewEveryMs = 15_000;

/** What visitors do at this moment, whatever the period and the filter. */
export function LiveSection() {
  const { trpc } = useServices();
  const { tenantId, widget } = useView().view;
  const timeZone = usePlace().data?.timeZone ?? 'UTC';
  const question = { tenantId, ...(widget === undefined ? {} : { widget }) };
  const { data, error, refetch } = useQuery(
    trpc.insights.live.queryOptions(question, { refetchInterval: renewEveryMs, staleTime: 0 }),
  );
  return (
    <section aria-labelledby="insights-live" aria-busy={data === undefined} className="min-w-0">
      <SectionHeader
        id="insights-live"
        title="Right now"
        end={
          data !== undefined && error === null ? (
            <Badge tone="positive" mark="dot">
              live
            </Badge>
          ) : undefined
        }
      />
      {data === undefined && error !== null ? (
        <FailedPanel what="What happens now" error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton height="212px" />
      ) : (
        <Present live={data} timeZone={timeZone} conversions={conversionNames(widget)} />
      )}
    </section>
  );
}

interface PresentProps {
  live: Live;
  timeZone: string;
  conversions: { readonly one: string; readonly many: string };
}

function Present({ live, timeZone, conversions }: PresentProps) {
  const { sessionsIn5Minutes, sessionsIn30Minutes, minutes } = live;
  const converted = minutes.reduce((sum, minute) => sum + minute.conversions, 0);
  const booked =
    converted === 0 ? '' : `, ${formatNumber(converted)} ${converted === 1 ? conversions.one : conversions.many}`;
  return (
    <>
      <p className="m-0 flex items-baseline gap-2">
        <span className="text-28 font-medium tracking-[-0.025em] tabular-nums">{formatNumber(sessionsIn5Minutes)}</span>{' '}
        <span className="text-13 text-ink-2">
          {sessionsIn5Minutes === 1 ? 'session' : 'sessions'} in the last 5 minutes
        </span>
      </p>
      <BarChart
        label="Sessions by minute, the last half hour"
        bars={minutes.map(({ from, sessions }) => ({ id: from, label: formatTime(from, timeZone), value: sessions }))}
        labelEvery={10}
        heightPx={128}
        columns={{ bar: 'Minute', value: 'Sessions' }}
      />
      <ChartSentence>
        {sessionsIn30Minutes === 0
          ? `No session in the last half hour${booked}.`
          : `In the last half hour ${formatNumber(sessionsIn30Minutes)} ${sessionsIn30Minutes === 1 ? 'session' : 'sessions'}${booked}.`}
      </ChartSentence>
      <WholeNote />
    </>
  );
}
