import type { AuditEntry } from '@blunari/schema/api';
import { Button } from '@blunari/ui/button';
import { Page } from '@blunari/ui/page';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useServices } from '../../data/services-context.ts';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import { PlainTop } from '../../shared/screens/PlainTop.tsx';
import { useTitle } from '../../shared/screens/use-title.ts';
import { AuditLines } from './AuditLines.tsx';
import { useTime } from './use-time.ts';

const pageSize = 50;

/** Every change of the roll-out, by whom and why, for good. */
export function AuditPage() {
  const audit = useAuditPages();
  const time = useTime();
  useTitle('Audit');
  return (
    <>
      <PlainTop title="Audit" detail="Who changed what, and why" />
      <Page>
        <div className="max-w-160">
          {audit.data ? (
            <section
              aria-label="Changes, newest first"
              // Nothing else here takes the focus, and without it the keyboard could not scroll.
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
              tabIndex={0}
              className="rounded-sm"
            >
              <AuditLines entries={audit.data.pages.flatMap(({ entries }) => entries)} {...time} />
            </section>
          ) : audit.isError ? (
            <FailedPanel what="The audit" error={audit.error} onRetry={() => void audit.refetch()} />
          ) : (
            <SkeletonRows label="The audit is on its way" rows={8} />
          )}
          {audit.hasNextPage && (
            <Button className="mt-4" isBusy={audit.isFetchingNextPage} onPress={() => void audit.fetchNextPage()}>
              Show more
            </Button>
          )}
        </div>
      </Page>
    </>
  );
}

interface AuditAnswer {
  readonly entries: readonly AuditEntry[];
  readonly isLastPage: boolean;
}

function useAuditPages() {
  const { client, trpc } = useServices();
  return useInfiniteQuery({
    queryKey: [...trpc.rollouts.audit.pathKey(), 'pages'],
    queryFn: ({ pageParam, signal }): Promise<AuditAnswer> =>
      client.rollouts.audit.query(
        { limit: pageSize, ...(pageParam === null ? {} : { before: pageParam }) },
        { signal },
      ),
    initialPageParam: firstPage,
    getNextPageParam: ({ entries, isLastPage }) => (isLastPage ? null : (entries.at(-1)?.id ?? null)),
  });
}

const firstPage: string | null = null;
