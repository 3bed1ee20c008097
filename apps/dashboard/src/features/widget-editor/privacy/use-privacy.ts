import { isAtLeast } from '@blunari/schema/roles';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useServices } from '../../../data/services-context.ts';
import { useTenant } from '../../../shared/tenant/tenant-context.ts';

/** What the restaurant does with visits, and the way to change a part of it, for whoever may. */
export function usePrivacy() {
  const { trpc, queryClient } = useServices();
  const { tenant } = useTenant();
  const input = { tenantId: tenant.id };
  const privacy = useQuery(trpc.settings.privacy.queryOptions(input));
  const change = useMutation(
    trpc.settings.setPrivacy.mutationOptions({
      onSuccess: (changed) => queryClient.setQueryData(trpc.settings.privacy.queryKey(input), changed),
    }),
  );
  return { input, privacy, change, mayChange: isAtLeast(tenant.role, 'admin') };
}
