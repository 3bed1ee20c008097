import type { Me } from '@blunari/schema/api';
import { Button } from '@blunari/ui/button';
import { Link } from '@blunari/ui/link';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useNavigate, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { appErrorOf } from '../../data/app-error-of.ts';
import { useServices } from '../../data/services-context.ts';
import { ErrorScreen } from '../../shared/screens/ErrorScreen.tsx';
import { MessageScreen } from '../../shared/screens/MessageScreen.tsx';
import { ShellSkeleton } from './ShellSkeleton.tsx';
import { systemTestPlace } from './system-test-place.ts';

/** Lets people in who are signed in and work somewhere, be it for the platform; everybody else is told what to do. */
export function StaffGate({ children }: { children: (me: Me) => ReactNode }) {
  const { config, session, trpc } = useServices();
  const state = useSyncExternalStore(session.subscribe, session.getState);
  const isSignedIn = state.kind === 'signed-in';
  const me = useQuery(trpc.me.get.queryOptions(undefined, { enabled: isSignedIn, staleTime: 300_000 }));
  useLeaveWhenSignedOut(state.kind === 'signed-out' ? { wasEnded: state.wasEnded } : null);
  if (!isSignedIn) return null;
  if (me.data) {
    const hasPlace = me.data.tenants.length > 0 || me.data.isPlatformAdmin;
    return hasPlace ? children(me.data) : <NoTenantScreen email={me.data.email} />;
  }
  if (me.error) {
    const { code, message } = appErrorOf(me.error);
    // What is to be done is there.
    if (code === 'not_ready' && config.hasTestPage) return <Navigate to="/widget-management-test" replace />;
    return <ErrorScreen message={message} onRetry={() => void me.refetch()} more={<WaysOn />} />;
  }
  return <ShellSkeleton />;
}

function WaysOn() {
  const { config, session } = useServices();
  return (
    <>
      {config.hasTestPage && <Link href={`/${systemTestPlace}`}>System test</Link>}
      <Link onPress={() => void session.signOut()}>Sign out</Link>
    </>
  );
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
