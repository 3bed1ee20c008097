import { createFileRoute, Outlet } from '@tanstack/react-router';
import { PlatformShell } from '../../app/shell/PlatformShell.tsx';
import { NotFoundScreen } from '../../shared/screens/NotFoundScreen.tsx';
import { useMe } from '../../shared/tenant/me-context.ts';

export const Route = createFileRoute('/_staff/platform')({ component: Platform });

/** The server refuses everybody else; here they only find no page. */
function Platform() {
  const { isPlatformAdmin } = useMe();
  if (!isPlatformAdmin) return <NotFoundScreen />;
  return (
    <PlatformShell>
      <Outlet />
    </PlatformShell>
  );
}
