import { RealtimeProvider } from '@blunari/realtime/react';
import type { Me } from '@blunari/schema/api';
import { type ReactNode, useEffect } from 'react';
import { useConnectionReports } from '../../data/connection-reports/use-connection-reports.ts';
import { useServices } from '../../data/services-context.ts';
import { useTenantFeed } from '../../data/tenant-feed/use-tenant-feed.ts';
import { useEditingComponent } from '../../shared/editing/use-editing-component.ts';
import { FeedContext } from '../../shared/tenant/feed-context.ts';
import { keepLastTenant } from '../../shared/tenant/last-tenant.ts';
import { TenantContext } from '../../shared/tenant/tenant-context.ts';
import { Shell } from './Shell.tsx';

export interface TenantScreensProps {
  me: Me;
  tenant: Me['tenants'][number];
  children: ReactNode;
}

/** What all screens of a restaurant share: who looks at them, its realtime feed and the shell. */
export function TenantScreens(props: TenantScreensProps) {
  const { getLine } = useServices();
  return (
    <RealtimeProvider realtime={getLine()}>
      <FollowedTenant {...props} />
    </RealtimeProvider>
  );
}

function FollowedTenant({ me, tenant, children }: TenantScreensProps) {
  const feed = useTenantFeed(tenant.id);
  useEffect(() => keepLastTenant(tenant.slug), [tenant.slug]);
  return (
    <TenantContext value={{ me, tenant }}>
      <FeedContext value={feed}>
        <LineReports tenantId={tenant.id} />
        <Shell>{children}</Shell>
      </FeedContext>
    </TenantContext>
  );
}

function LineReports({ tenantId }: { tenantId: string }) {
  useConnectionReports(tenantId, useEditingComponent().data);
  return null;
}
