import { RealtimeProvider } from '@blunari/realtime/react';
import type { Me } from '@blunari/schema/api';
import { Badge } from '@blunari/ui/badge';
import { Link } from '@blunari/ui/link';
import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { type ReactNode, useSyncExternalStore } from 'react';
import { appErrorOf } from '../../data/app-error-of.ts';
import { useServices } from '../../data/services-context.ts';
import { useReadiness } from '../../features/widget-management-test/database/use-readiness.ts';
import { ErrorScreen } from '../../shared/screens/ErrorScreen.tsx';
import { MessageScreen } from '../../shared/screens/MessageScreen.tsx';
import { PlainTop } from '../../shared/screens/PlainTop.tsx';
import { ScreenTop } from '../../shared/screens/ScreenTop.tsx';
import { useTitle } from '../../shared/screens/use-title.ts';
import { readLastTenant } from '../../shared/tenant/last-tenant.ts';
import { MeContext } from '../../shared/tenant/me-context.ts';
import { screens } from '../screens/screens.ts';
import { BareShell } from './BareShell.tsx';
import { PlatformShell } from './PlatformShell.tsx';
import { ShellSkeleton } from './ShellSkeleton.tsx';

const title = 'System test';

/** The test page: bare while the database is not there, else within the shell of the restaurant looked at last. */
export function SystemTest({ joinedRun }: { joinedRun: string | undefined }) {
  const { session, mock } = useServices();
  const { kind } = useSyncExternalStore(session.subscribe, session.getState);
  const readiness = useReadiness(kind === 'signed-in');
  useTitle(title);
  if (kind === 'signed-out') return <Navigate to="/sign-in" replace />;
  const found = readiness.data;
  if (!found) {
    return readiness.error ? (
      <NotTold error={readiness.error} onRetry={() => void readiness.refetch()} />
    ) : (
      <ShellSkeleton />
    );
  }
  if (found.state !== 'ready' && found.state !== 'checks_fail') {
    return (
      <BareShell>
        <PlainTop title={title} start={mock ? null : <MadeUpBelow />} />
        <screens.notReady.Screen readiness={found} />
      </BareShell>
    );
  }
  return (
    <InsideShell>
      {joinedRun === undefined ? (
        <screens.test.Screen readiness={found} />
      ) : (
        <screens.testDevice.Screen tenantId={joinedRun} />
      )}
    </InsideShell>
  );
}

/** The checks of that page run in Mock Mode although the tab looks at the real product. */
function MadeUpBelow() {
  return (
    <Badge tone="caution" mark="diamond">
      Mock Mode
    </Badge>
  );
}

/** Whoever may not see it is told so, and led back. */
function NotTold({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { code, message } = appErrorOf(error);
  const home = <Link href="/">Go to the start</Link>;
  if (code !== 'forbidden') return <ErrorScreen message={message} onRetry={onRetry} more={home} />;
  return (
    <MessageScreen title="For admins" action={home}>
      <p className="m-0">{message}</p>
    </MessageScreen>
  );
}

/** Where the product cannot tell who looks at it, the page stands bare: what it shows is what mends that. */
function InsideShell({ children }: { children: ReactNode }) {
  const { trpc, getLine } = useServices();
  const me = useQuery(trpc.me.get.queryOptions(undefined, { staleTime: 300_000 }));
  if (me.error && !me.data) {
    return (
      <BareShell>
        <PlainTop title={title} />
        {children}
      </BareShell>
    );
  }
  if (!me.data) return <ShellSkeleton />;
  const tenant = tenantOf(me.data);
  if (tenant) {
    return (
      <MeContext value={me.data}>
        <screens.tenant.Screen key={tenant.id} me={me.data} tenant={tenant}>
          <ScreenTop title={title} />
          {children}
        </screens.tenant.Screen>
      </MeContext>
    );
  }
  const Shell = me.data.isPlatformAdmin ? PlatformShell : BareShell;
  return (
    <MeContext value={me.data}>
      <RealtimeProvider realtime={getLine()}>
        <Shell>
          <PlainTop title={title} />
          {children}
        </Shell>
      </RealtimeProvider>
    </MeContext>
  );
}

/** The platform's own people work in no restaurant. */
function tenantOf({ tenants }: Me): Me['tenants'][number] | undefined {
  const last = readLastTenant();
  return tenants.find(({ slug }) => slug === last) ?? tenants[0];
}
