import { AppShell } from '@blunari/ui/app-shell';
import { BottomBar } from '@blunari/ui/bottom-bar';
import { useLocation } from '@tanstack/react-router';
import { CalendarDays, ChartNoAxesColumn, House, Inbox, Menu as MenuIcon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { MoreSheet } from './MoreSheet.tsx';
import { placesOf } from './places.ts';
import { SideRail } from './SideRail.tsx';
import { systemTestPlace } from './system-test-place.ts';
import { useOpenCounts } from './use-open-counts.ts';

/** Rail, screen, and on phones the bar at the foot. */
export function Shell({ children }: { children: ReactNode }) {
  const { me, tenant } = useTenant();
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  const place = usePlaceInApp();
  const { openRequests } = useOpenCounts();
  const home = `/${tenant.slug}`;
  const bar = (
    <BottomBar
      label="Main"
      current={isMoreOpen ? 'more' : barItemOf(place)}
      items={[
        { id: 'home', label: 'Home', icon: House, href: home },
        { id: 'bookings', label: 'Bookings', icon: CalendarDays, href: `${home}/bookings` },
        { id: 'requests', label: 'Requests', icon: Inbox, href: `${home}/requests`, count: openRequests },
        { id: 'insights', label: 'Insights', icon: ChartNoAxesColumn, href: `${home}/insights` },
        { id: 'more', label: 'More', icon: MenuIcon, onPress: () => setIsMoreOpen(true) },
      ]}
    />
  );
  return (
    <AppShell
      skipLabel="Skip to the content"
      rail={<SideRail place={place} />}
      bottomBar={isEditor(place) ? null : bar}
    >
      {children}
      <MoreSheet
        isOpen={isMoreOpen}
        onOpenChange={setIsMoreOpen}
        widgetsHref={`${home}/widgets`}
        standing={`${tenant.role} of ${tenant.name}`}
        places={placesOf(me, tenant.id)}
      />
    </AppShell>
  );
}

/** The part of the address after the restaurant: `''` at home, `bookings`, `widgets/booking/schedule`. */
function usePlaceInApp(): string {
  return useLocation({ select: ({ pathname }) => placeIn(pathname.split('/').filter(Boolean)) });
}

/** The system test is beside the restaurants, not in one. */
function placeIn([first = '', ...rest]: readonly string[]): string {
  return first === systemTestPlace ? first : rest.join('/');
}

/** The item of the bar that leads to a place; what has none of its own is among the rest. */
function barItemOf(place: string): string {
  const [first = ''] = place.split('/');
  if (first === '') return 'home';
  return first === 'widgets' || first === systemTestPlace ? 'more' : first;
}

/** The editor has a bar of its own at the foot, and an arrow back. */
const isEditor = (place: string): boolean => /^widgets\/./.test(place);
