import type { Summary } from '../statistics/summarize.ts';

/** Where on the bar the limit stands; what is beyond it has the rest. */
const limitAt = 0.8;

/** p50 and p95 against what is expected. The numbers stand beside it, so it is hidden from those who hear them. */
export function LimitBar({ summary, limitMs }: { summary: Summary | null; limitMs: number }) {
  const widthOf = (ms: number): string => `${Math.min(1, (ms / limitMs) * limitAt) * 100}%`;
  return (
    <span aria-hidden className="relative block h-2 w-full max-w-55 rounded-xs bg-sunken chart-colors edge">
      {summary && (
        <>
          <span
            className="absolute inset-y-0 start-0 rounded-xs bg-chart-band inset-ring inset-ring-accent-line"
            style={{ width: widthOf(summary.p95) }}
          />
          <span
            className="absolute inset-y-0 start-0 rounded-xs"
            style={{ width: widthOf(summary.p50), background: 'var(--chart-1)' }}
          />
        </>
      )}
      <span className="absolute -inset-y-1 w-0.5 bg-ink" style={{ insetInlineStart: `${limitAt * 100}%` }} />
    </span>
  );
}
