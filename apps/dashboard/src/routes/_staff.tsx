import { idSchema } from '@blunari/schema/ids';
import { createFileRoute, Outlet, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { StaffGate } from '../app/shell/StaffGate.tsx';
import { MeContext } from '../shared/tenant/me-context.ts';

/** What is open over the screen, see `useOpenDetails`. */
const searchSchema = z.object({
  booking: idSchema.optional().catch(undefined),
  request: idSchema.optional().catch(undefined),
});

export const Route = createFileRoute('/_staff')({
  validateSearch: searchSchema,
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
