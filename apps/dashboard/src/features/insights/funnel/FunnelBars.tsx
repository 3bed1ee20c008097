import type { WidgetType } from '@blunari/schema/config';
import type { Steps } from '@blunari/schema/insights';
import { classNames } from '@blunari/ui/class-names';
import { ChartSentence } from '../section/ChartSentence.tsx';
import { formatNumber, formatShare } from '../words/metrics.ts';
import { type FunnelRow, funnelRows, funnelSentence } from './funnel-rows.ts';

export interface FunnelBarsProps {
  widget: WidgetType;
  now: Steps;
  compared: Steps | undefined;
}

/** How many sessions came how far: solid those that went on, pale those that were lost. */
export function FunnelBars({ widget, now, compared }: FunnelBarsProps) {
  const rows = funnelRows(widget, now);
  const before = compared && funnelRows(widget, compared);
  const most = Math.max(1, ...rows.map(({ sessions }) => sessions));
  return (
    <>
      <table className="w-full border-separate border-spacing-0 text-13 tabular-nums">
        <caption className="sr-only">How far sessions come</caption>
        <thead className="text-12 text-ink-3">
          <tr>
            <th scope="col" className="sr-only">
              Step
            </th>
            <th scope="col">
              <span className="sr-only">Bar</span>
            </th>
            <th scope="col" className="h-7 pe-2 text-end font-medium">
              Sessions
            </th>
            <th scope="col" className="text-end font-medium whitespace-nowrap">
              Go on
            </th>
            {before && (
              <th scope="col" className="ps-3 text-end font-medium max-sm:hidden">
                Before
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.id}>
              <th scope="row" className="h-9 w-[1%] pe-4 text-start font-regular whitespace-nowrap">
                {row.name}
              </th>
              <td className="min-w-20">
                <Bar row={row} most={most} />
              </td>
              <td className="w-[1%] ps-4 pe-2 text-end font-medium">{formatNumber(row.sessions)}</td>
              <td
                className={classNames(
                  'w-[1%] min-w-14 text-end',
                  row.isWorst ? 'font-semibold text-caution' : 'text-ink-3',
                )}
              >
                {row.goOn === null ? '' : formatShare(row.goOn)}
              </td>
              {before && (
                <td className="w-[1%] ps-3 text-end text-ink-3 max-sm:hidden">
                  {before[index]?.goOn === null || !before[index] ? '' : formatShare(before[index].goOn)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <ChartSentence>{funnelSentence(widget, rows)}</ChartSentence>
    </>
  );
}

function Bar({ row, most }: { row: FunnelRow; most: number }) {
  const percent = (sessions: number): string => `${(100 * sessions) / most}%`;
  return (
    <span aria-hidden className="relative block h-5">
      <span
        style={{ width: percent(Math.max(row.before, row.sessions)) }}
        className="absolute inset-y-0 start-0 rounded-xs bg-chart-band inset-ring inset-ring-accent-line edge"
      />
      <span
        style={{ width: percent(row.sessions) }}
        className="absolute inset-y-0 start-0 rounded-xs bg-chart-1 forced-colors:bg-[Highlight]"
      />
    </span>
  );
}
