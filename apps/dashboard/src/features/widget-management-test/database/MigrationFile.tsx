import { Button } from '@blunari/ui/button';
import { Icon } from '@blunari/ui/icon';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { useQuery } from '@tanstack/react-query';
import { Download, FileCode } from 'lucide-react';
import { useServices } from '../../../data/services-context.ts';
import { FailedPanel } from '../../../shared/screens/FailedPanel.tsx';
import { CopyButton } from '../../../shared/copy/CopyButton.tsx';
import { MigrationSteps } from './MigrationSteps.tsx';
import { SqlText } from './SqlText.tsx';

/** As many lines as show what kind of file it is. */
const shownLines = 16;

/** The migration to copy or download, and three ways to run it. `isPerhaps`: nobody knows whether it has run. */
export function MigrationFile({ isPerhaps = false }: { isPerhaps?: boolean }) {
  const { trpc } = useServices();
  const script = useQuery(trpc.setup.migrationScript.queryOptions(undefined, { staleTime: Infinity }));
  if (script.error) {
    return <FailedPanel what="The migration" error={script.error} onRetry={() => void script.refetch()} />;
  }
  if (!script.data) return <SkeletonRows label="The migration is on its way" rows={8} />;
  const { fileName, sql } = script.data;
  const lines = sql.split('\n');
  return (
    <section aria-label="The migration" className={isPerhaps ? 'mt-8' : ''}>
      {isPerhaps && <p className="mt-0 mb-3 text-13 text-ink-2">If the migration has not run yet, run it first:</p>}
      <div className="mb-2.5 flex min-h-8 flex-wrap items-center gap-2">
        <Icon of={FileCode} className="text-ink-3" />
        <span className="text-13 font-medium [overflow-wrap:anywhere]">{fileName}</span>
        <span className="flex-1 text-13 whitespace-nowrap text-ink-3">{sizeOf(sql, lines.length)}</span>
        <Button size="sm" icon={Download} onPress={() => download(fileName, sql)}>
          Download
        </Button>
        <CopyButton size="sm" variant="filled" text={() => sql}>
          Copy the SQL
        </CopyButton>
      </div>
      <SqlText lines={lines.slice(0, shownLines)} moreCount={lines.length - shownLines} />
      <MigrationSteps fileName={fileName} />
    </section>
  );
}

const count = new Intl.NumberFormat('en');

function sizeOf(sql: string, lineCount: number): string {
  return `${count.format(lineCount)} lines, ${Math.round(new Blob([sql]).size / 1000)} kB`;
}

function download(fileName: string, sql: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([sql], { type: 'application/sql' }));
  link.download = fileName;
  link.click();
  // The download has its own hold on the data by the next task.
  setTimeout(() => URL.revokeObjectURL(link.href));
}
