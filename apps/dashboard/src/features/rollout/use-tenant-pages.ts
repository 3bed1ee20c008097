import type { RolloutTenants } from '@blunari/schema/api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useServices } from '../../data/services-context.ts';

export type TenantFilter = 'all' | 'moved' | 'not-moved' | 'by-hand';

const pageSize = 50;

/** The tenants, page after page. */
export function useTenantPages({ search, only }: { readonly search: string; readonly only: TenantFilter }) {
  const { client, trpc } = useServices();
  const input = { ...(search === '' ? {} : { search }), ...(only === 'all' ? {} : { only }), limit: pageSize };
  return useInfiniteQuery({
    queryKey: [...trpc.rollouts.tenants.pathKey(), input],
    queryFn: ({ pageParam, signal }): Promise<RolloutTenants> =>
      client.rollouts.tenants.query({ ...input, ...(pageParam === null ? {} : { after: pageParam }) }, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ tenants, isLastPage }) => (isLastPage ? null : (tenants.at(-1)?.id ?? null)),
    // What is found so far stays until the new answer is there.
    placeholderData: (before) => before,
  });
}

const firstPage: string | null = null;
