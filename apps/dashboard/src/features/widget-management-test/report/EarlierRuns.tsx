import { Button } from '@blunari/ui/button';
import { SectionHeader } from '@blunari/ui/section-header';
import { useState } from 'react';
import { CheckMark } from '../CheckMark.tsx';
import { marksOfVerdicts } from '../checks/mark-of.ts';
import { besideOf, earlierOf } from './pick-reports.ts';
import { ReportDialog } from './ReportDialog.tsx';
import type { Report } from './report.ts';
import { formatRunTime } from './run-time.ts';

/** Runs that this device remembers, newest first; each opens beside the one of the same source before it. */
export function EarlierRuns({ reports }: { reports: readonly Report[] }) {
  const [open, setOpen] = useState<Report | null>(null);
  return (
    <section aria-label="Earlier runs">
      <SectionHeader
        title="Earlier runs"
        detail={reports.length === 0 ? 'none on this device yet' : 'on this device'}
      />
      <ul className="m-0 max-h-58 overflow-y-auto p-0">
        {reports.map((report) => (
          <li
            key={report.at}
            className="flex min-h-9 list-none items-center gap-2.5 border-0 border-t border-line text-13"
          >
            <CheckMark state={marksOfVerdicts[report.verdict]} />
            <span className="min-w-0 flex-1">
              {formatRunTime(report.at)}
              <span className="ms-2 text-ink-3">{tellMet(report)}</span>
            </span>
            <Button size="sm" variant="ghost" onPress={() => setOpen(report)}>
              {earlierOf(reports, report) ? 'Compare' : 'Look'}
            </Button>
          </li>
        ))}
      </ul>
      {open && (
        <ReportDialog
          picked={{ report: open, earlier: earlierOf(reports, open), beside: besideOf(reports, open.source) }}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  );
}

function tellMet({ checks, source }: Report): string {
  const met = checks.filter(({ verdict }) => verdict === 'met').length;
  return `${met} of ${checks.length}${source === 'mock' ? ', Mock' : ''}`;
}
