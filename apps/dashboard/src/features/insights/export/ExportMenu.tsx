import { Button } from '@blunari/ui/button';
import { Menu } from '@blunari/ui/menu';
import { Download, X } from 'lucide-react';
import { useServices } from '../../../data/services-context.ts';
import type { Services } from '../../../data/services.ts';
import { useView } from '../view/view-context.ts';
import { useExport } from './use-export.ts';

/** All visits of the shown days as a file. Not in Mock Mode, whose server keeps no files. */
export function ExportMenu() {
  const { fetchFile } = useServices();
  return fetchFile && <ExportControl fetchFile={fetchFile} />;
}

function ExportControl({ fetchFile }: { fetchFile: NonNullable<Services['fetchFile']> }) {
  const { view, fileNameOf } = useView();
  const { tenantId, widget, period } = view;
  const query = { tenant: tenantId, from: period.from, to: period.to, ...(widget === undefined ? {} : { widget }) };
  const { state, start, stop } = useExport(fetchFile, { query, fileName: fileNameOf('visits') });
  if (state.kind === 'running') {
    return (
      <Button size="sm" icon={X} onPress={stop}>
        <span>Stop export</span>
        <span className="text-ink-3 tabular-nums">{megabytes(state.bytes)} MB</span>
      </Button>
    );
  }
  return (
    <>
      <Menu
        label="Export every visit of these days"
        placement="bottom end"
        trigger={
          <Button size="sm" icon={Download}>
            Export
          </Button>
        }
        groups={[
          {
            id: 'visits',
            label: 'Every visit of these days',
            actions: [
              { id: 'csv', label: 'For spreadsheets', detail: 'CSV', onPress: () => void start('csv') },
              { id: 'ndjson', label: 'For programs', detail: 'NDJSON', onPress: () => void start('ndjson') },
            ],
          },
        ]}
      />
      {state.kind === 'failed' && (
        <span role="alert" className="text-12 text-negative">
          {state.error.message}
        </span>
      )}
    </>
  );
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
