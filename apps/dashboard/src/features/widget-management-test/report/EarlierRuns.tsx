import { SectionHeader } from '@blunari/ui/section-header';
import { CheckMark } from '../CheckMark.tsx';
import { CopyButton } from '../copy/CopyButton.tsx';
import type { Report } from './report.ts';
import { toMarkdown } from './to-markdown.ts';

const marks = { met: 'fine', missed: 'wrong', unknown: 'unknown' } as const satisfies Record<
  Report['verdict'],
  'fine' | 'wrong' | 'unknown'
>;

const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** Runs that this device remembers, newest first, each beside the one before it. */
export function EarlierRuns({ reports }: { reports: readonly Report[] }) {
  return (
    <section aria-label="Earlier runs">
      <SectionHeader
        title="Earlier runs"
        detail={reports.length === 0 ? 'none on this device yet' : 'on this device'}
      />
      <ul className="m-0 max-h-58 overflow-y-auto p-0">
        {reports.map((report, index) => (
          <li
            key={report.at}
            className="flex min-h-9 list-none items-center gap-2.5 border-0 border-t border-line text-13"
          >
            <CheckMark state={marks[report.verdict]} />
            <span className="min-w-0 flex-1">
              {when.format(new Date(report.at))}
              <span className="ms-2 text-ink-3">{tellMet(report)}</span>
            </span>
            <CopyButton size="sm" variant="ghost" text={() => toMarkdown(report, reports[index + 1])}>
              Compare
            </CopyButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

function tellMet({ checks, source }: Report): string {
  const met = checks.filter(({ verdict }) => verdict === 'met').length;
  return `${met} of ${checks.length}${source === 'mock' ? ', Mock' : ''}`;
}
