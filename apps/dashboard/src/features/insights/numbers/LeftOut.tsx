import type { Dropped } from '@blunari/schema/insights';
import { formatNumber } from '../words/metrics.ts';

/** What no number counts, and why: so that nobody wonders where visits went. */
export function LeftOut({ dropped }: { dropped: Dropped }) {
  const parts = leftOutWords(dropped);
  if (parts.length === 0) return null;
  return <p className="m-0 mt-2 text-12 text-pretty text-ink-3">Left out of all numbers: {parts.join(', ')}.</p>;
}

function leftOutWords({ bot, prefetch, invalid, late }: Dropped): readonly string[] {
  return [
    ...(bot > 0 ? [`${formatNumber(bot)} by programs`] : []),
    ...(prefetch > 0 ? [`${formatNumber(prefetch)} loaded ahead and not seen`] : []),
    ...(invalid > 0 ? [`${formatNumber(invalid)} that could not be read`] : []),
    ...(late > 0 ? [`${formatNumber(late)} that came too late or with a wrong clock`] : []),
  ];
}
