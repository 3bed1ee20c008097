import { IconButton } from '@blunari/ui/icon-button';
import { SectionHeader } from '@blunari/ui/section-header';
import { Play, RotateCcw } from 'lucide-react';
import { CheckMark } from '../CheckMark.tsx';
import type { CheckTableProps } from './CheckTable.tsx';
import { markOf, remarkOf } from './mark-of.ts';

/** What is proven rather than measured: each promise, and what came of it. */
export function FeatureList({ checks, state, kind, onRun }: CheckTableProps) {
  return (
    <section className="mt-8" aria-label="Features">
      <SectionHeader title="Features" detail="each proven on the test restaurant" />
      <ul className="m-0 grid grid-cols-[minmax(0,1fr)] gap-x-10 p-0 @3xl:grid-cols-2">
        {checks.map((check) => {
          const outcome = state.outcomes[kind][check.id];
          const words = outcome?.kind === 'feature' ? outcome.words : check.detail;
          return (
            <li
              key={check.id}
              data-check={check.id}
              data-verdict={outcome?.verdict}
              className="flex min-h-row list-none items-center gap-2.5 border-0 border-t border-line py-1.5 text-13"
            >
              <CheckMark state={markOf(check.id, state, outcome)} />
              <div className="min-w-0 flex-1">
                <span className="font-medium">{check.title}</span>
                <span className="ms-2.5 text-ink-3">{remarkOf(check, outcome, kind) ?? words}</span>
              </div>
              <IconButton
                size="sm"
                icon={outcome ? RotateCcw : Play}
                label={`${outcome ? 'Run again' : 'Run'}: ${check.title}`}
                isDisabled={state.queue.length > 0}
                onPress={() => onRun(check.id)}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
