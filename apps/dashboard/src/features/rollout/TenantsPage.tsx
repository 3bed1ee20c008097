import { Button } from '@blunari/ui/button';
import { Page } from '@blunari/ui/page';
import { SegmentedControl } from '@blunari/ui/segmented-control';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { TextField } from '@blunari/ui/text-field';
import { Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import { PlainTop } from '../../shared/screens/PlainTop.tsx';
import { useTitle } from '../../shared/screens/use-title.ts';
import { MovedNote } from './MovedNote.tsx';
import { MoveTenantDialog } from './MoveTenantDialog.tsx';
import type { TenantMove } from './tenant-move.ts';
import { TenantTable } from './TenantTable.tsx';
import { type TenantFilter, useTenantPages } from './use-tenant-pages.ts';
import { useRolloutActions } from './use-rollout-actions.ts';

/** Every tenant with its component, and the way to decide by hand. */
export function TenantsPage() {
  const [search, setSearch] = useState('');
  const [only, setOnly] = useState<TenantFilter>('all');
  const [asked, setAsked] = useState<TenantMove | null>(null);
  const [done, setDone] = useState<TenantMove | null>(null);
  const pages = useTenantPages({ search: useDeferredValue(search.trim()), only });
  const actions = useRolloutActions();
  useTitle('Tenants');
  return (
    <>
      <PlainTop title="Tenants" />
      <Page>
        <div className="mb-4 flex flex-wrap items-center gap-3">
          <TextField
            label="Find a tenant"
            isLabelHidden
            hasMessageLine={false}
            icon={Search}
            placeholder="Name or address"
            value={search}
            onChange={setSearch}
            className="w-64 max-md:w-full"
          />
          <SegmentedControl label="Which tenants" segments={filters} value={only} onChange={setOnly} />
        </div>
        {done && <MovedNote move={done} actions={actions} onClose={() => setDone(null)} />}
        {pages.data ? (
          <TenantTable
            tenants={pages.data.pages.flatMap(({ tenants }) => tenants)}
            isFiltered={search !== '' || only !== 'all'}
            onMove={setAsked}
          />
        ) : pages.isError ? (
          <FailedPanel what="The tenants" error={pages.error} onRetry={() => void pages.refetch()} />
        ) : (
          <SkeletonRows label="The tenants are on their way" rows={8} />
        )}
        {pages.hasNextPage && (
          <Button className="mt-4" isBusy={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>
            Show more
          </Button>
        )}
      </Page>
      {asked && (
        <MoveTenantDialog move={asked} actions={actions} onDone={() => setDone(asked)} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

const filters = [
  { value: 'all', label: 'All' },
  { value: 'moved', label: 'New editor' },
  { value: 'not-moved', label: 'Earlier form' },
  { value: 'by-hand', label: 'By hand' },
] as const satisfies readonly { value: TenantFilter; label: string }[];
