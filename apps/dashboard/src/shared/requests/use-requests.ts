import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../data/services-context.ts';
import { useTenant } from '../tenant/tenant-context.ts';

/** The newest requests that every screen shares. */
const requestsOnScreen = 100;

export function useRequests() {
  const { trpc } = useServices();
  const { tenant } = useTenant();
  return useQuery(trpc.requests.list.queryOptions({ tenantId: tenant.id, limit: requestsOnScreen }));
}
