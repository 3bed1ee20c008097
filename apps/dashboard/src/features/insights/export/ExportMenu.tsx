import type { AppError } from '@blunari/schema/errors';
import { isAtLeast } from '@blunari/schema/roles';
import { Button } from '@blunari/ui/button';
import { Menu, type MenuGroup } from '@blunari/ui/menu';
import { Download, KeyRound, X } from 'lucide-react';
import { useServices } from '../../../data/services-context.ts';
import type { Services } from '../../../data/services.ts';
import { useTenant } from '../../../shared/tenant/tenant-context.ts';
import { useView } from '../view/view-context.ts';
import { useExport } from './use-export.ts';

export interface ExportMenuProps {
  /** Told why there is no file, and null where another export begins. */
  onError: (error: AppError | null) => void;
}

/**
 * What is counted, for other programs: all visits of the shown days as a file, for whoever reads the numbers, as it leads to
 * nobody; and for admins the way for programs to ask.
 */
export function ExportMenu({ onError }: ExportMenuProps) {
  const { fetchFile } = useServices();
  const { tenant } = useTenant();
  const mayMakeTokens = isAtLeast(tenant.role, 'admin');
  const tools: readonly MenuGroup[] = mayMakeTokens
    ? [
        {
          id: 'tools',
          label: 'In your own tools',
          actions: [
            { id: 'tokens', label: 'Tokens and examples', icon: KeyRound, href: `/${tenant.slug}/insights/tools` },
          ],
        },
      ]
    : [];
  // The server of Mock Mode keeps no files.
  if (fetchFile) return <ExportControl fetchFile={fetchFile} tools={tools} onError={onError} />;
  return tools.length > 0 && <Choices groups={tools} />;
}

interface ExportControlProps extends ExportMenuProps {
  fetchFile: NonNullable<Services['fetchFile']>;
  tools: readonly MenuGroup[];
}

function ExportControl({ fetchFile, tools, onError }: ExportControlProps) {
  const { client } = useServices();
  const { view, fileNameOf } = useView();
  const { tenantId, widget, period, filter } = view;
  const ofWidget = widget === undefined ? {} : { widget };
  const { state, start, stop } = useExport(fetchFile, {
    query: { tenant: tenantId, ...period, ...ofWidget },
    fileName: fileNameOf('visits'),
    hasTotals: async () => {
      const { now } = await client.insights.summary.query({ tenantId, period, ...ofWidget });
      return now.views + now.interactions + now.conversions > 0;
    },
    onError,
  });
  if (state.kind === 'running') {
    return (
      <Button size="sm" icon={X} onPress={stop}>
        <span>Stop export</span>
        <span className="text-ink-3 tabular-nums">{megabytes(state.bytes)} MB</span>
      </Button>
    );
  }
  const visits: MenuGroup = {
    id: 'visits',
    label: filter ? 'Every visit of these days, also outside the filter' : 'Every visit of these days',
    actions: [
      { id: 'csv', label: 'For spreadsheets', detail: 'CSV', onPress: () => void start('csv') },
      { id: 'ndjson', label: 'For programs', detail: 'NDJSON', onPress: () => void start('ndjson') },
    ],
  };
  return <Choices groups={[visits, ...tools]} />;
}

function Choices({ groups }: { groups: readonly MenuGroup[] }) {
  return (
    <Menu
      label="Export"
      placement="bottom end"
      trigger={
        <Button size="sm" icon={Download}>
          Export
        </Button>
      }
      groups={groups}
    />
  );
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
