import { AppShell } from '@blunari/ui/app-shell';
import { BottomBar } from '@blunari/ui/bottom-bar';
import { useLocation } from '@tanstack/react-router';
import { CalendarDays, House, Inbox, LayoutGrid, Menu as MenuIcon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { MoreSheet } from './MoreSheet.tsx';
import { SideRail } from './SideRail.tsx';
import { systemTestPlace } from './system-test-place.ts';
import { useOpenCounts } from './use-open-counts.ts';

/** Rail, screen, and on phones the bar at the foot. */
export function Shell({ children }: { children: ReactNode }) {
  const { tenant } = useTenant();
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  const place = usePlaceInApp();
  const { openRequests } = useOpenCounts();
  const home = `/${tenant.slug}`;
  const bar = (
    <BottomBar
      label="Main"
      current={isMoreOpen ? 'more' : place.split('/')[0] || 'home'}
      items={[
        { id: 'home', label: 'Home', icon: House, href: home },
        { id: 'bookings', label: 'Bookings', icon: CalendarDays, href: `${home}/bookings` },
        { id: 'requests', label: 'Requests', icon: Inbox, href: `${home}/requests`, count: openRequests },
        { id: 'widgets', label: 'Widgets', icon: LayoutGrid, href: `${home}/widgets` },
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
      <MoreSheet isOpen={isMoreOpen} onOpenChange={setIsMoreOpen} />
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

/** The editor has a bar of its own at the foot, and an arrow back. */
const isEditor = (place: string): boolean => /^widgets\/./.test(place);
