import type { Breakdown, BreakdownPart, InsightFilter } from '@blunari/schema/insights';
import { conversionRateOf } from '@blunari/schema/insights';
import { classNames } from '@blunari/ui/class-names';
import { Link } from '@blunari/ui/link';
import { useState } from 'react';
import { formatNumber, formatShare } from '../words/metrics.ts';
import { ValueButton } from './ValueButton.tsx';

export interface BreakdownRowsProps {
  breakdown: Breakdown;
  caption: string;
  /** What a conversion rate is headed with: "Booked". */
  rateName: string;
  /** The value that everything is filtered by, where it is one of these. */
  chosen: InsightFilter | undefined;
  onChoose: (value: string) => void;
  nameOf: (value: string) => string;
}

const shownRows = 5;

/** Values with their sessions as bars behind them, and how many of these converted; a press filters by one. */
export function BreakdownRows({ breakdown, caption, rateName, chosen, onChoose, nameOf }: BreakdownRowsProps) {
  const [isWhole, setIsWhole] = useState(false);
  const { rows, rest, laterValues } = begunIn(breakdown);
  const most = Math.max(1, ...rows.map(({ sessions }) => sessions));
  const isCut = !isWhole && rows.length > shownRows + 1;
  const shown = isCut ? rows.slice(0, shownRows) : rows;
  if (rows.length === 0) {
    return (
      <>
        <p className="m-0 border-0 border-t border-line py-2 text-13 text-ink-3">No sessions.</p>
        <LaterValues count={laterValues} />
      </>
    );
  }
  return (
    <>
      <table className="w-full table-fixed border-separate border-spacing-y-0.5 text-13 tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead className="text-12 text-ink-3">
          <tr>
            <th scope="col" className="h-7 text-start font-medium">
              <span className="sr-only">Value</span>
            </th>
            <th scope="col" className="w-18 text-end font-medium">
              Sessions
            </th>
            <th scope="col" className="w-16 pe-1 text-end font-medium">
              {rateName}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr
              key={row.value}
              className={classNames(
                'group relative',
                chosen?.value === row.value ? 'bg-accent-soft' : 'hover:bg-hover',
              )}
            >
              <th scope="row" className="h-8 p-0 text-start font-regular">
                <ValueButton
                  name={nameOf(row.value)}
                  percent={(100 * row.sessions) / most}
                  isChosen={chosen?.value === row.value}
                  onPress={() => onChoose(row.value)}
                />
              </th>
              <Numbers part={row} />
            </tr>
          ))}
          {rest && !isCut && (
            <tr className="text-ink-3">
              <th scope="row" className="h-8 px-2 text-start font-regular">
                {formatNumber(rest.values)} {rest.values === 1 ? 'other' : 'others'}
              </th>
              <Numbers part={rest} />
            </tr>
          )}
        </tbody>
      </table>
      {isCut && (
        <Link
          onPress={() => setIsWhole(true)}
          className="mt-1 inline-flex min-h-6 items-center text-13 pointer-coarse:min-h-11"
        >
          All {rows.length}
          <span className="sr-only"> of {caption}</span>
        </Link>
      )}
      <LaterValues count={laterValues} />
    </>
  );
}

/** What no session began with came up later in some, and has views of its own; as a row it would be a zero. */
function begunIn({ rows, rest }: Breakdown): Pick<Breakdown, 'rows' | 'rest'> & { readonly laterValues: number } {
  const begun = rows.filter(({ sessions }) => sessions > 0);
  const later = rows.length - begun.length;
  if (!rest || rest.sessions > 0) return { rows: begun, rest, laterValues: later };
  return { rows: begun, laterValues: later + rest.values };
}

function LaterValues({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <p className="m-0 mt-1.5 text-12 text-pretty text-ink-3">
      {formatNumber(count)} {count === 1 ? 'other' : 'others'} came up only later in sessions that began elsewhere. The
      table has {count === 1 ? 'its' : 'their'} views.
    </p>
  );
}

function Numbers({ part }: { part: BreakdownPart }) {
  return (
    <>
      <td className="text-end">{formatNumber(part.sessions)}</td>
      <td className="pe-1 text-end text-ink-2">{formatShare(conversionRateOf(part))}</td>
    </>
  );
}
