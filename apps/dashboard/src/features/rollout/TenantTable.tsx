import { editingComponentWords } from '@blunari/schema/rollout';
import { Badge } from '@blunari/ui/badge';
import { type DataColumn, DataTable } from '@blunari/ui/data-table';
import { EmptyState } from '@blunari/ui/empty-state';
import { IconButton } from '@blunari/ui/icon-button';
import { Menu } from '@blunari/ui/menu';
import { StatusDot } from '@blunari/ui/status-dot';
import { Ellipsis } from 'lucide-react';
import { percentWords } from './number-words.ts';
import { formatCount, formatPercent } from './rollout-steps.ts';
import type { Tenant, TenantMove } from './tenant-move.ts';

export interface TenantTableProps {
  tenants: readonly Tenant[];
  isFiltered: boolean;
  onMove: (move: TenantMove) => void;
}

export function TenantTable({ tenants, isFiltered, onMove }: TenantTableProps) {
  if (tenants.length === 0) {
    return <EmptyState drawing="list" title={isFiltered ? 'No tenant is like that' : 'There are no tenants yet'} />;
  }
  return (
    <DataTable
      caption="Tenants"
      columns={columns}
      rows={tenants}
      rowKey={({ id }) => id}
      actionsHeader="Decide by hand"
      actions={(tenant) => moveMenu(tenant, onMove)}
    />
  );
}

function moveMenu(tenant: Tenant, onMove: TenantTableProps['onMove']) {
  const { byHand, name } = tenant;
  return (
    <Menu
      label={`Decide by hand for ${name}`}
      placement="bottom end"
      trigger={<IconButton icon={Ellipsis} size="sm" label={`Decide by hand for ${name}`} />}
      groups={[
        {
          id: 'move',
          actions: [
            {
              id: 'editor',
              label: 'Put in: new editor',
              isDisabled: byHand === 'editor',
              onPress: () => onMove({ tenant, to: 'editor' }),
            },
            {
              id: 'form',
              label: 'Take out: earlier form',
              isDisabled: byHand === 'form',
              onPress: () => onMove({ tenant, to: 'form' }),
            },
            {
              id: 'rule',
              label: 'Let the share decide',
              isDisabled: byHand === null,
              onPress: () => onMove({ tenant, to: 'rule' }),
            },
          ],
        },
      ]}
    />
  );
}

const columns: readonly DataColumn<Tenant>[] = [
  {
    id: 'name',
    header: 'Tenant',
    isRowHeader: true,
    cell: ({ name }) => (
      <span className="block truncate">
        <bdi>{name}</bdi>
      </span>
    ),
  },
  {
    id: 'component',
    header: 'Has',
    cell: ({ hasEditor }) => (
      <StatusDot tone={hasEditor ? 'positive' : 'neutral'} mark={hasEditor ? 'dot' : 'ring'}>
        {editingComponentWords[hasEditor ? 'editor' : 'form']}
      </StatusDot>
    ),
  },
  {
    id: 'by-hand',
    header: 'By hand',
    isSecondary: true,
    cell: ({ byHand, reason }) =>
      byHand !== null && (
        <span className="flex max-w-72 items-center gap-2">
          <Badge tone="accent">{byHand === 'editor' ? 'Put in' : 'Taken out'}</Badge>
          <span className="min-w-0 truncate text-ink-3" title={reason}>
            <bdi>{reason}</bdi>
          </span>
        </span>
      ),
  },
  { id: 'place', header: 'Place', align: 'end', isSecondary: true, cell: ({ place }) => formatPercent(place) },
  { id: 'batch', header: 'Batch', align: 'end', isSecondary: true, cell: ({ batch }) => batch ?? '–' },
  { id: 'saves', header: 'Saves, 24 h', align: 'end', isSecondary: true, cell: ({ saves }) => formatCount(saves) },
  {
    id: 'failed',
    header: 'Failed',
    align: 'end',
    isSecondary: true,
    cell: ({ saves, errors }) => percentWords(saves === 0 ? null : (errors / saves) * 100),
  },
];
