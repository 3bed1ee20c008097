import type { AuditEntry } from '@blunari/schema/api';
import { Link } from '@blunari/ui/link';
import { SectionHeader } from '@blunari/ui/section-header';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import { AuditLines } from './AuditLines.tsx';

export interface RecentChangesProps {
  entries: readonly AuditEntry[] | undefined;
  error: unknown;
  onRetry: () => void;
  timeZone: string;
  nowMs: number;
}

/** What was changed last, by whom and why. */
export function RecentChanges({ entries, error, onRetry, timeZone, nowMs }: RecentChangesProps) {
  return (
    <section aria-labelledby="what-happened">
      <SectionHeader id="what-happened" title="What happened" end={<Link href="/platform/audit">Audit</Link>} />
      {entries ? (
        <AuditLines entries={entries} timeZone={timeZone} nowMs={nowMs} />
      ) : error ? (
        <FailedPanel what="The audit" error={error} onRetry={onRetry} />
      ) : (
        <SkeletonRows label="The audit is on its way" rows={4} />
      )}
    </section>
  );
}
