import { type Today } from '../place/use-today.ts';
import { formatDay, formatTime } from '../time/local-time.ts';

export interface HappenedEntry {
  readonly id: string;
  readonly at: string;
  /** Who did it; `null` for the guest or a tool. */
  readonly who: string | null;
  readonly words: readonly string[];
}

export interface WhatHappenedProps {
  /** Newest first. */
  entries: readonly HappenedEntry[];
  today: Today;
}

export function WhatHappened({ entries, today: { timeZone, nowMs } }: WhatHappenedProps) {
  return (
    <section aria-labelledby="what-happened" className="mt-5 border-0 border-t border-line pt-5">
      <h3 id="what-happened" className="mt-0 mb-2 text-14 font-semibold">
        What happened
      </h3>
      <ol className="m-0 grid list-none gap-2 p-0 text-13">
        {entries.map(({ id, at, who, words }) => (
          <li key={id} className="grid grid-cols-[116px_minmax(0,1fr)] gap-x-3">
            <time dateTime={at} className="text-ink-3 tabular-nums">
              {formatDay(at, timeZone, nowMs)} {formatTime(at, timeZone)}
            </time>
            <div className="min-w-0 break-words">
              {who !== null && <bdi className="block font-medium">{who}</bdi>}
              {words.map((line) => (
                <span key={line} className="block">
                  {line}
                </span>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
