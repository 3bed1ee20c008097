import { Link } from '@blunari/ui/link';
import { useState } from 'react';
import { formatNumber } from '../words/metrics.ts';
import type { WishLine } from './wish-lines.ts';

const shownLines = 6;

/** Wishes as sentences: "23 sessions wanted Sat 28 Nov, 20:00 for 4: full". */
export function WishList({ lines, rest }: { lines: readonly WishLine[]; rest: number }) {
  const [isWhole, setIsWhole] = useState(false);
  const isCut = !isWhole && lines.length > shownLines + 1;
  return (
    <>
      <ol className="m-0 list-none p-0 text-13 tabular-nums">
        {(isCut ? lines.slice(0, shownLines) : lines).map(({ id, sessions, wanted, why }) => (
          <li key={id} className="flex min-h-8 items-baseline gap-3 border-0 border-t border-line py-1.5">
            <span className="min-w-8 shrink-0 text-end font-semibold">{formatNumber(sessions)}</span>
            <span className="min-w-0 text-pretty text-ink-2">
              {sessions === 1 ? 'session' : 'sessions'} wanted <span className="font-medium text-ink">{wanted}</span>:{' '}
              {why}
            </span>
          </li>
        ))}
        {!isCut && rest > 0 && (
          <li className="flex min-h-8 items-baseline gap-3 border-0 border-t border-line py-1.5 text-ink-3">
            <span className="min-w-8 shrink-0 text-end">{formatNumber(rest)}</span>
            <span>{rest === 1 ? 'session' : 'sessions'} with other wishes</span>
          </li>
        )}
      </ol>
      {isCut && (
        <Link
          onPress={() => setIsWhole(true)}
          className="mt-1 inline-flex min-h-6 items-center text-13 pointer-coarse:min-h-11"
        >
          All {lines.length} wishes
        </Link>
      )}
    </>
  );
}
