import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../data/services-context.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';

/** The restaurant's tokens, newest first. Asked for whenever the screen is opened: programs use them meanwhile. */
export function useTokens() {
  const { trpc } = useServices();
  const { tenant } = useTenant();
  return useQuery(trpc.apiTokens.list.queryOptions({ tenantId: tenant.id }, { staleTime: 0 }));
}
