import type { LeadTimeAnswer } from '@blunari/schema/insights';
import { formatNumber, formatShare } from '../words/metrics.ts';
import { hasEarlier, leadNames } from './lead-words.ts';

/** Stretches of days as bars, the earlier period as a mark on them. */
export function LeadBars({ stretches, caption }: { stretches: LeadTimeAnswer; caption: string }) {
  const total = stretches.reduce((sum, { conversions }) => sum + conversions, 0);
  const most = Math.max(
    1,
    ...stretches.flatMap(({ conversions, compared }) => [conversions, compared?.conversions ?? 0]),
  );
  const hasBefore = hasEarlier(stretches);
  const percent = (conversions: number): string => `${(100 * conversions) / most}%`;
  return (
    <table className="w-full border-separate border-spacing-0 text-13 tabular-nums">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Days ahead</th>
          <th scope="col">Bar</th>
          <th scope="col">Number</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        {stretches.map(({ leadDays, conversions, compared }) => (
          <tr key={leadDays}>
            <th scope="row" className="h-8 w-[1%] pe-4 text-start font-regular whitespace-nowrap">
              {leadNames[leadDays]}
            </th>
            <td>
              <span aria-hidden className="relative block h-4">
                <span
                  style={{ width: percent(conversions) }}
                  className="absolute inset-y-0 start-0 rounded-xs bg-chart-1 forced-colors:bg-[Highlight]"
                />
                {compared && hasBefore && (
                  <span
                    style={{ insetInlineStart: percent(compared.conversions) }}
                    className="absolute -inset-y-0.5 w-0.5 -translate-x-px bg-chart-2 ring-1 ring-surface"
                  />
                )}
              </span>
            </td>
            <td className="w-[1%] ps-4 pe-2 text-end font-medium">{formatNumber(conversions)}</td>
            <td className="w-[1%] min-w-14 text-end text-ink-3">
              {formatShare(total === 0 ? null : conversions / total)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
