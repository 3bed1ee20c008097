import { createFileRoute, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { SignInPage } from '../features/sign-in/SignInPage.tsx';

const searchSchema = z.object({
  /** Where to go afterwards: a path of the dashboard, never another site. */
  next: z
    .string()
    .regex(/^\/(?!\/)[^\\]*$/)
    .optional()
    .catch(undefined),
  /** The session ended by itself. */
  ended: z.boolean().optional().catch(undefined),
});

export const Route = createFileRoute('/sign-in')({
  validateSearch: searchSchema,
  beforeLoad: async ({ context, search }) => {
    const session = await context.services.session.settled();
    if (session.kind === 'signed-in') throw redirect({ href: search.next ?? '/' });
  },
  component: SignIn,
});

function SignIn() {
  const { next, ended } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <SignInPage wasEnded={ended === true} onSignedIn={() => void navigate({ href: next ?? '/', replace: true })} />
  );
}
