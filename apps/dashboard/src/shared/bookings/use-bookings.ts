import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../data/services-context.ts';
import { useTenant } from '../tenant/tenant-context.ts';

/** The bookings of one local day; asked for once the day is known. */
export function useBookings(localDate: string | undefined) {
  const { trpc } = useServices();
  const { tenant } = useTenant();
  const input = { tenantId: tenant.id, from: localDate ?? '1970-01-01', days: 1 };
  return useQuery(trpc.bookings.list.queryOptions(input, { enabled: localDate !== undefined }));
}
