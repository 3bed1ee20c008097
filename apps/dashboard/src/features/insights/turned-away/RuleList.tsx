import type { TurnedAway } from '@blunari/schema/insights';
import { isAtLeast } from '@blunari/schema/roles';
import { Link } from '@blunari/ui/link';
import { useTenant } from '../../../shared/tenant/tenant-context.ts';
import { formatNumber } from '../words/metrics.ts';
import { ruleWords, settingOf } from './rule-words.ts';

/** What refused, the most first, with the way to the setting that did it. */
export function RuleList({ rules, total }: Pick<TurnedAway, 'rules' | 'total'>) {
  const { tenant } = useTenant();
  const mayChange = isAtLeast(tenant.role, 'editor');
  return (
    <>
      <h3 className="m-0 mt-4 mb-1 text-12 font-medium text-ink-3">Why</h3>
      <ul className="m-0 list-none p-0 text-13 tabular-nums">
        {rules.map(({ rule, sessions }) => (
          <li key={rule} className="relative flex min-h-8 items-center gap-3">
            <span
              aria-hidden
              style={{ width: `${(100 * sessions) / total}%` }}
              className="absolute inset-y-0.5 start-0 rounded-xs bg-chart-band edge"
            />
            <span className="relative flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-3 ps-2">
              <span className="py-1.5">{ruleWords[rule].name}</span>
              {mayChange && settingOf(rule) !== undefined && (
                <Link
                  href={`/${tenant.slug}/widgets/booking/schedule`}
                  className="inline-flex min-h-6 items-center text-12 pointer-coarse:min-h-11"
                >
                  {settingOf(rule)}
                </Link>
              )}
            </span>
            <span className="relative w-10 shrink-0 text-end font-medium">{formatNumber(sessions)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
