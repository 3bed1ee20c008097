import { createFileRoute, Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { preloadScreens, screens } from '../../app/screens/screens.ts';
import { NotFoundScreen } from '../../shared/screens/NotFoundScreen.tsx';
import { useMe } from '../../shared/tenant/me-context.ts';

export const Route = createFileRoute('/_staff/$tenant')({ component: Tenant });

function Tenant() {
  const me = useMe();
  const { tenant: slug } = Route.useParams();
  useEffect(preloadScreens, []);
  const tenant = me.tenants.find((each) => each.slug === slug);
  if (!tenant) return <NotFoundScreen />;
  return (
    <screens.tenant.Screen key={tenant.id} me={me} tenant={tenant}>
      <Outlet />
    </screens.tenant.Screen>
  );
}
