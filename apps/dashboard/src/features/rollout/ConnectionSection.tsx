import type { Connections } from '@blunari/schema/api';
import { SectionHeader } from '@blunari/ui/section-header';
import { Select } from '@blunari/ui/select';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { type ReactNode, useState } from 'react';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import { type ConnectionSide, connectionSide } from './connection-sides.ts';
import { FactRow } from './FactRow.tsx';
import { secondsWords, tenthsWords } from './number-words.ts';

export interface ConnectionSectionProps {
  connections: Connections | undefined;
  /** Shown first beside the earlier form; null: all that have the new editor. */
  currentBatch: number | null;
  error: unknown;
  onRetry: () => void;
}

/** How well the line holds where changes arrive: one batch, or all, beside the earlier form. */
export function ConnectionSection({ connections, currentBatch, error, onRetry }: ConnectionSectionProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const key = chosen ?? (currentBatch === null ? 'all' : String(currentBatch));
  return (
    <section aria-labelledby="connection-quality" className="mb-6">
      <SectionHeader
        id="connection-quality"
        title="Connection"
        detail={connections && `${shareWords(connections.share)} reports`}
      />
      {!connections ? (
        error ? (
          <FailedPanel what="The connections" error={error} onRetry={onRetry} />
        ) : (
          <SkeletonRows label="The connections are on their way" rows={4} />
        )
      ) : (
        <Compared connections={connections} chosen={key} onChoose={setChosen} />
      )}
    </section>
  );
}

interface ComparedProps {
  connections: Connections;
  chosen: string;
  onChoose: (key: string) => void;
}

function Compared({ connections: { groups }, chosen, onChoose }: ComparedProps) {
  const batches = [...new Set(groups.flatMap(({ batch }) => (batch === null ? [] : [batch])))].toSorted(
    (one, other) => one - other,
  );
  const options = [
    { value: 'all', label: 'All of the new editor' },
    ...batches.map((batch) => ({ value: String(batch), label: `Batch ${batch}` })),
  ];
  const value = options.some((option) => option.value === chosen) ? chosen : 'all';
  const editor = connectionSide(groups, 'editor', value === 'all' ? null : Number(value));
  const form = connectionSide(groups, 'form', null);
  if (!editor && !form) {
    return (
      <p className="m-0 border-0 border-t border-line py-2 text-13 text-ink-3">
        No device has reported in the last 24 hours.
      </p>
    );
  }
  const row = (label: string, words: (side: ConnectionSide) => string) => (
    <FactRow label={label}>
      <Pair
        first={<strong className="font-semibold">{editor ? words(editor) : '–'}</strong>}
        second={form ? words(form) : '–'}
      />
    </FactRow>
  );
  return (
    <ul className="m-0 p-0 tabular-nums">
      <li className="mb-1.5 flex list-none items-center justify-between gap-3 text-12 text-ink-3">
        <Select
          label="Side of the new editor, last 24 hours"
          isLabelHidden
          hasMessageLine={false}
          size="sm"
          options={options}
          value={value}
          onChange={onChoose}
        />
        <Pair first="New" second="Earlier" />
      </li>
      {row('Drops per 100 h online', ({ numbers }) => tenthsWords(numbers.dropsPerHundredHours))}
      {row('Time to recover, p50', ({ numbers, isJoined }) => recoverWords(numbers.recoverP50Ms, isJoined))}
      {row('Time to recover, p95', ({ numbers, isJoined }) => recoverWords(numbers.recoverP95Ms, isJoined))}
      {row('Reports with polling', ({ numbers }) => String(numbers.polling))}
      {row('Hours online', ({ numbers }) => tenthsWords(numbers.hoursOnline))}
    </ul>
  );
}

function Pair({ first, second }: { first: ReactNode; second: ReactNode }) {
  return (
    <span className="flex">
      <span className="min-w-20 text-end">{first}</span>
      <span className="min-w-20 text-end text-ink-3">{second}</span>
    </span>
  );
}

const recoverWords = (ms: number | null, isJoined: boolean): string =>
  isJoined && ms !== null ? `up to ${secondsWords(ms)}` : secondsWords(ms);

/** `1 device in 4`. */
const shareWords = (share: number): string => (share >= 1 ? 'Every device' : `1 device in ${Math.round(1 / share)}`);
