import { idSchema } from '@blunari/schema/ids';
import { createFileRoute, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { SystemTest } from '../app/shell/SystemTest.tsx';
import { NotFoundScreen } from '../shared/screens/NotFoundScreen.tsx';
import { useServices } from '../data/services-context.ts';

/** `run`: the test restaurant of another device, which this one joins. */
const searchSchema = z.object({ run: idSchema.optional().catch(undefined) });

export const Route = createFileRoute('/widget-management-test')({
  validateSearch: searchSchema,
  beforeLoad: async ({ context, location }) => {
    const session = await context.services.session.settled();
    if (session.kind === 'signed-out') throw redirect({ to: '/sign-in', search: { next: location.href } });
  },
  component: WidgetManagementTest,
});

function WidgetManagementTest() {
  const { config } = useServices();
  const { run } = Route.useSearch();
  return config.hasTestPage ? <SystemTest joinedRun={run} /> : <NotFoundScreen />;
}
