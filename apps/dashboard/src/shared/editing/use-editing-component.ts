import { type EditingComponent, rolloutFlagKey } from '@blunari/schema/rollout';
import { useQuery } from '@tanstack/react-query';
import type { FlagsOfTenant } from '../../data/api-types.ts';
import { useServices } from '../../data/services-context.ts';
import { useTenant } from '../tenant/tenant-context.ts';

/** Which of the two ways to edit widgets the server gives this restaurant; follows the roll-out while it is shown. */
export function useEditingComponent() {
  const { trpc } = useServices();
  const { tenant } = useTenant();
  return useQuery(trpc.flags.mine.queryOptions({ tenantId: tenant.id }, { select: componentOf }));
}

/** A flag that the server does not know is off. */
export function componentOf({ flags }: FlagsOfTenant): EditingComponent {
  return flags.some(({ key, isOn }) => key === rolloutFlagKey && isOn) ? 'editor' : 'form';
}
