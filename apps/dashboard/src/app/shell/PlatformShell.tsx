import { AppShell } from '@blunari/ui/app-shell';
import { BottomBar } from '@blunari/ui/bottom-bar';
import { Menu } from '@blunari/ui/menu';
import { Rail } from '@blunari/ui/rail';
import { RailBrand } from '@blunari/ui/rail-brand';
import { RailItem } from '@blunari/ui/rail-item';
import { useLocation } from '@tanstack/react-router';
import { GitBranch, Menu as MenuIcon, ScrollText, Store } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useMe } from '../../shared/tenant/me-context.ts';
import { MoreSheet } from './MoreSheet.tsx';
import { placesOf, platformPlace } from './places.ts';
import { RailFoot } from './RailFoot.tsx';

/** The frame of the platform's own screens. */
export function PlatformShell({ children }: { children: ReactNode }) {
  const me = useMe();
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  const place = useLocation({ select: ({ pathname }) => pathname.split('/').at(-1) ?? '' });
  const rail = (
    <Rail label="Platform" brand={<Brand />} footer={<RailFoot standing="platform admin" place={place} />}>
      {items.map(({ id, label, icon, href }) => (
        <RailItem key={id} icon={icon} label={label} href={href} isCurrent={place === id} />
      ))}
    </Rail>
  );
  const bar = (
    <BottomBar
      label="Platform"
      current={isMoreOpen ? 'more' : place}
      items={[...items, { id: 'more', label: 'More', icon: MenuIcon, onPress: () => setIsMoreOpen(true) }]}
    />
  );
  return (
    <AppShell skipLabel="Skip to the content" rail={rail} bottomBar={bar}>
      {children}
      <MoreSheet
        widgetsHref={null}
        isOpen={isMoreOpen}
        onOpenChange={setIsMoreOpen}
        standing="platform admin"
        places={placesOf(me, platformPlace)}
      />
    </AppShell>
  );
}

const items = [
  { id: 'rollout', label: 'Roll-out', icon: GitBranch, href: '/platform/rollout' },
  { id: 'tenants', label: 'Tenants', icon: Store, href: '/platform/tenants' },
  { id: 'audit', label: 'Audit', icon: ScrollText, href: '/platform/audit' },
] as const;

/** With restaurants of their own, the name is the way to them. */
function Brand() {
  const me = useMe();
  const places = placesOf(me, platformPlace);
  if (places.length === 0) return <RailBrand name="Platform" isDisabled />;
  return (
    <Menu
      label="Place"
      groups={[
        {
          id: 'tenants',
          label: 'Your restaurants',
          actions: places.map(({ id, name, href, detail }) => ({ id, label: name, detail, href })),
        },
      ]}
      trigger={<RailBrand name="Platform" hasChoice aria-label="Go to a restaurant of yours" />}
    />
  );
}
