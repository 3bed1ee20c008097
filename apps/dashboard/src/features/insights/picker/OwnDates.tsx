import { dayCountOf, insightLimits } from '@blunari/schema/insights';
import { useState } from 'react';
import type { InsightsSearch } from '../view/insights-search.ts';
import { ownPeriod } from '../view/own-period.ts';
import type { View } from '../view/view.ts';

export interface OwnDatesProps {
  view: View;
  onChange: (changes: Partial<InsightsSearch>) => void;
}

/** First and last day of an own period. What cannot be asked for is told beside the dates, and the period stays. */
export function OwnDates({ view: { period, today }, onChange }: OwnDatesProps) {
  const [held, setHeld] = useState(period);
  const change = (next: typeof held) => {
    setHeld(next);
    const own = ownPeriod(next);
    if (own) onChange({ period: undefined, from: own.from, to: own.to });
  };
  const problem = problemOf(held);
  return (
    <div className="flex flex-wrap items-center gap-2 text-13">
      <DateInput label="First day" value={held.from} max={today} onChange={(from) => change({ ...held, from })} />
      <span className="text-ink-3">to</span>
      <DateInput label="Last day" value={held.to} max={today} onChange={(to) => change({ ...held, to })} />
      <output className="text-negative">{problem}</output>
    </div>
  );
}

function problemOf({ from, to }: { from: string; to: string }): string {
  if (from === '' || to === '') return 'Choose both days.';
  if (from > to) return 'The last day is before the first.';
  if (dayCountOf({ from, to }) > insightLimits.maxDays) return `At most ${insightLimits.maxDays} days.`;
  return ownPeriod({ from, to }) ? '' : 'This date is too far away.';
}

interface DateInputProps {
  label: string;
  value: string;
  max: string;
  onChange: (localDate: string) => void;
}

function DateInput({ label, value, max, onChange }: DateInputProps) {
  return (
    <input
      type="date"
      aria-label={label}
      value={value}
      max={max}
      onChange={(event) => onChange(event.currentTarget.value)}
      className="h-control-sm rounded-md border-0 field-surface px-2 font-[inherit] text-13 text-ink inset-ring inset-ring-line-field edge pointer-coarse:h-control-lg pointer-coarse:text-16"
    />
  );
}
