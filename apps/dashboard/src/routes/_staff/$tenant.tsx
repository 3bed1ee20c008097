import type { Me } from '@blunari/schema/api';
import { createFileRoute, Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Shell } from '../../app/shell/Shell.tsx';
import { useTenantFeed } from '../../data/tenant-feed/use-tenant-feed.ts';
import { NotFoundScreen } from '../../shared/screens/NotFoundScreen.tsx';
import { FeedContext } from '../../shared/tenant/feed-context.ts';
import { keepLastTenant } from '../../shared/tenant/last-tenant.ts';
import { useMe } from '../../shared/tenant/me-context.ts';
import { TenantContext } from '../../shared/tenant/tenant-context.ts';

export const Route = createFileRoute('/_staff/$tenant')({ component: TenantScreens });

function TenantScreens() {
  const me = useMe();
  const { tenant: slug } = Route.useParams();
  const tenant = me.tenants.find((each) => each.slug === slug);
  return tenant ? <Restaurant key={tenant.id} me={me} tenant={tenant} /> : <NotFoundScreen />;
}

function Restaurant({ me, tenant }: { me: Me; tenant: Me['tenants'][number] }) {
  const feed = useTenantFeed(tenant.id);
  useEffect(() => keepLastTenant(tenant.slug), [tenant.slug]);
  return (
    <TenantContext value={{ me, tenant }}>
      <FeedContext value={feed}>
        <Shell>
          <Outlet />
        </Shell>
      </FeedContext>
    </TenantContext>
  );
}
