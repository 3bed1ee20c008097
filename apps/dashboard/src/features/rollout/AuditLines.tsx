import type { AuditEntry } from '@blunari/schema/api';
import { formatDay, formatTime, localDateAt } from '../../shared/time/local-time.ts';

export interface AuditLinesProps {
  entries: readonly AuditEntry[];
  timeZone: string;
  nowMs: number;
}

/** Who changed what and why, newest first. */
export function AuditLines({ entries, timeZone, nowMs }: AuditLinesProps) {
  if (entries.length === 0)
    return <p className="m-0 border-0 border-t border-line py-2 text-13 text-ink-3">Nothing was changed yet.</p>;
  return (
    <ol className="m-0 p-0">
      {entries.map((entry) => (
        <li
          key={entry.id}
          className="grid list-none grid-cols-[84px_minmax(0,1fr)] gap-2 border-0 border-t border-line py-2 text-13 leading-4.5"
        >
          <time dateTime={entry.at} className="text-12 text-ink-3 tabular-nums">
            {when(entry.at, timeZone, nowMs)}
          </time>
          <span className="[overflow-wrap:anywhere]">
            <strong className="font-semibold">
              <bdi>{entry.actorName ?? 'By itself'}</bdi>
            </strong>
            : {entry.what}.{' '}
            {entry.reason !== '' && (
              <q className="text-ink-3">
                <bdi>{entry.reason}</bdi>
              </q>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** `14:30` today, else `Wed 25 Nov 16:05`. */
function when(at: string, timeZone: string, nowMs: number): string {
  const isToday = localDateAt(Date.parse(at), timeZone) === localDateAt(nowMs, timeZone);
  const time = formatTime(at, timeZone);
  return isToday ? time : `${formatDay(at, timeZone, nowMs)} ${time}`;
}
