import { createFileRoute, Navigate } from '@tanstack/react-router';
import { readLastTenant } from '../../shared/tenant/last-tenant.ts';
import { useMe } from '../../shared/tenant/me-context.ts';

export const Route = createFileRoute('/_staff/')({ component: Start });

/** To the restaurant looked at last, else to the first; platform admins who have none, to the roll-out. */
function Start() {
  const { tenants, isPlatformAdmin } = useMe();
  const last = readLastTenant();
  const tenant = tenants.find((each) => each.slug === last) ?? tenants[0];
  if (tenant) return <Navigate to="/$tenant" params={{ tenant: tenant.slug }} replace />;
  return isPlatformAdmin ? <Navigate to="/platform/rollout" replace /> : null;
}
