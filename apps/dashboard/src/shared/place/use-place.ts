import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../data/services-context.ts';
import { useTenant } from '../tenant/tenant-context.ts';

/** The restaurant's name, time zone, currency and languages. */
export function usePlace() {
  const { trpc } = useServices();
  const { tenant } = useTenant();
  return useQuery(trpc.settings.get.queryOptions({ tenantId: tenant.id }));
}
