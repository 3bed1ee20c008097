import type { Widget, TodayTotals } from '../../data/api-types.ts';
import { Link } from '@blunari/ui/link';
import { ListRow } from '@blunari/ui/list-row';
import { SectionHeader } from '@blunari/ui/section-header';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { Truck, Utensils } from 'lucide-react';
import { useToday } from '../place/use-today.ts';
import { FailedPanel } from '../screens/FailedPanel.tsx';
import { useTenant } from '../tenant/tenant-context.ts';
import { formatAgo } from '../time/local-time.ts';
import { ActiveBadge } from './ActiveBadge.tsx';
import { totalsOf, useTotals, useWidgets, widgetNames } from './use-widgets.ts';

/** Each widget: on or paused, its version, when a visitor last saw it, and what happened today. */
export function WidgetStates() {
  const widgets = useWidgets();
  const totals = useTotals();
  const today = useToday();
  const { tenant } = useTenant();
  return (
    <section aria-labelledby="your-widgets">
      <SectionHeader
        id="your-widgets"
        title="Your widgets"
        end={<Link href={`/${tenant.slug}/insights`}>All numbers</Link>}
      />
      {widgets.isError && !widgets.data ? (
        <FailedPanel what="Your widgets" error={widgets.error} onRetry={() => void widgets.refetch()} />
      ) : !widgets.data ? (
        <SkeletonRows label="Your widgets are on their way" rows={2} />
      ) : (
        <ul className="m-0 p-0">
          {widgets.data.map((widget) => (
            <ListRow
              key={widget.id}
              icon={icons[widget.type]}
              title={
                <span className="flex items-center gap-2">
                  <Link href={`/${tenant.slug}/widgets/${widget.type}/content`}>{widgetNames[widget.type]}</Link>
                  <ActiveBadge isActive={widget.isActive} />
                </span>
              }
              detail={<Seen totals={totalsOf(totals.data, widget)} nowMs={today?.nowMs} />}
              end={<Version widget={widget} />}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

const icons = { booking: Utensils, catering: Truck } as const;

function Version({ widget }: { widget: Widget }) {
  return <code className="text-12 text-ink-3">v{widget.version}</code>;
}

function Seen({ totals, nowMs }: { totals: TodayTotals | undefined; nowMs: number | undefined }) {
  if (!totals || nowMs === undefined) return <>&nbsp;</>;
  const { views, interactions, conversions, lastViewAt } = totals;
  return (
    <span className="tabular-nums">
      {lastViewAt === undefined ? 'Not seen on your site yet' : `Last seen ${formatAgo(lastViewAt, nowMs)}`}
      <br />
      Today {count(views, 'view', 'views')}, {count(interactions, 'interaction', 'interactions')},{' '}
      {count(conversions, 'conversion', 'conversions')}
    </span>
  );
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;
