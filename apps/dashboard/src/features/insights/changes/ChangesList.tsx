import type { Series } from '@blunari/schema/insights';
import { Link } from '@blunari/ui/link';
import { useTenant } from '../../../shared/tenant/tenant-context.ts';
import { widgetNames } from '../../../shared/widgets/use-widgets.ts';
import { useView } from '../view/view-context.ts';
import { dayWords } from '../words/date-words.ts';
import { formatShare } from '../words/metrics.ts';
import { changeTitle } from './change-title.ts';
import { sinceChange } from './since-change.ts';
import type { Changes, LetteredChange } from './use-changes.ts';

export interface ChangesListProps {
  changes: Changes;
  series: Series;
}

/** The letters of the chart in words: what was changed, and how conversion went since. */
export function ChangesList({ changes: { shown, hasEarlier }, series }: ChangesListProps) {
  const { me, tenant } = useTenant();
  const { view } = useView();
  if (shown.length === 0) return null;
  return (
    <ul aria-label="Changes in this time" className="m-0 mt-3 grid list-none gap-1.5 p-0">
      {shown.toReversed().map((change) => (
        <li key={change.letter} className="flex gap-2.5 text-13 text-ink-2">
          <span
            aria-hidden
            className="mt-0.5 grid h-4 min-w-4 shrink-0 place-items-center self-start rounded-xs bg-sunken px-1 text-11 font-medium inset-ring inset-ring-line-strong"
          >
            {change.letter}
          </span>
          <span className="min-w-0 text-pretty">
            <Link href={`/${tenant.slug}/widgets/${change.widget}/history`}>
              {changeTitle(change.changedBy, me.name)} of {dayWords(change.localDate, view.today)}
            </Link>
            : {changedWords(change, view.widget === undefined)}
            <Since change={change} series={series} isOneWidget={view.widget !== undefined} />
          </span>
        </li>
      ))}
      {hasEarlier && <li className="text-12 text-ink-3">Earlier changes of this time are not marked.</li>}
    </ul>
  );
}

function changedWords({ settings, switchedTo, widget }: LetteredChange, isBoth: boolean): string {
  const named = settings.slice(0, 4).join(', ');
  const rest = settings.length > 4 ? ` and ${settings.length - 4} more` : '';
  const live = switchedTo === 'live' ? 'put live' : switchedTo === 'paused' ? 'paused' : '';
  const what = [live, `${named}${rest}`].filter((part) => part !== '').join(', ');
  return `${isBoth ? `${widgetNames[widget]}, ` : ''}${what}.`;
}

/** Only of one widget: the other's sessions would blur what a change did. */
function Since({ change, series, isOneWidget }: { change: LetteredChange; series: Series; isOneWidget: boolean }) {
  const { today } = useView().view;
  if (!isOneWidget || series.unit === 'hour') return null;
  if (change.localDate === today) return ` Conversion since then shows from ${next[series.unit]} on.`;
  const rates = sinceChange(series, change.localDate);
  if (rates === null) return null;
  return (
    <>
      {' '}
      Conversion since the {series.unit} after:{' '}
      <strong className="font-medium text-ink">{formatShare(rates.since)}</strong>. Up to the {series.unit} before:{' '}
      {formatShare(rates.before)}.
    </>
  );
}

const next = { day: 'tomorrow', week: 'next week' } as const;
