import type { Me } from '@blunari/schema/api';
import { Button } from '@blunari/ui/button';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { appErrorOf } from '../../data/app-error-of.ts';
import { useServices } from '../../data/services-context.ts';
import { ErrorScreen } from '../../shared/screens/ErrorScreen.tsx';
import { MessageScreen } from '../../shared/screens/MessageScreen.tsx';
import { ShellSkeleton } from './ShellSkeleton.tsx';

/** Lets people in who are signed in and work somewhere; everybody else is told what to do. */
export function StaffGate({ children }: { children: (me: Me) => ReactNode }) {
  const { session, trpc } = useServices();
  const state = useSyncExternalStore(session.subscribe, session.getState);
  const isSignedIn = state.kind === 'signed-in';
  const me = useQuery(trpc.me.get.queryOptions(undefined, { enabled: isSignedIn, staleTime: 300_000 }));
  useLeaveWhenSignedOut(state.kind === 'signed-out' ? { wasEnded: state.wasEnded } : null);
  if (!isSignedIn) return null;
  if (me.data) return me.data.tenants.length > 0 ? children(me.data) : <NoTenantScreen email={me.data.email} />;
  if (me.error) return <ErrorScreen message={appErrorOf(me.error).message} onRetry={() => void me.refetch()} />;
  return <ShellSkeleton />;
}

function useLeaveWhenSignedOut(signedOut: { wasEnded: boolean } | null): void {
  const navigate = useNavigate();
  const router = useRouter();
  const isOut = signedOut !== null;
  const wasEnded = signedOut?.wasEnded === true;
  useEffect(() => {
    if (!isOut) return;
    // As it is now: who followed it from here would lead from the sign-in page to itself, until that is shown.
    const { href, pathname } = router.latestLocation;
    if (pathname === '/sign-in') return;
    const search = wasEnded ? { next: href, ended: true } : {};
    void navigate({ to: '/sign-in', search, replace: true });
  }, [navigate, router, isOut, wasEnded]);
}

function NoTenantScreen({ email }: { email: string }) {
  const { session } = useServices();
  return (
    <MessageScreen
      title="You do not work for a restaurant yet"
      action={<Button onPress={() => void session.signOut()}>Sign out</Button>}
    >
      <p className="m-0">
        You are signed in as {email}. Ask the owner of your restaurant to invite this address, then load this page
        again.
      </p>
    </MessageScreen>
  );
}
