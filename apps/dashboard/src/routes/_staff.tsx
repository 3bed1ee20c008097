import { createFileRoute, Outlet, redirect } from '@tanstack/react-router';
import { StaffGate } from '../app/shell/StaffGate.tsx';
import { MeContext } from '../shared/tenant/me-context.ts';

export const Route = createFileRoute('/_staff')({
  beforeLoad: async ({ context, location }) => {
    const session = await context.services.session.settled();
    if (session.kind === 'signed-out') {
      throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } });
    }
  },
  component: () => (
    <StaffGate>
      {(me) => (
        <MeContext value={me}>
          <Outlet />
        </MeContext>
      )}
    </StaffGate>
  ),
});
