import { AppShell } from '@blunari/ui/app-shell';
import { BottomBar } from '@blunari/ui/bottom-bar';
import { Rail } from '@blunari/ui/rail';
import { RailBrand } from '@blunari/ui/rail-brand';
import { RailItem } from '@blunari/ui/rail-item';
import { Gauge, LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { useServices } from '../../data/services-context.ts';

/** The frame of a screen that belongs to no restaurant. */
export function BareShell({ children }: { children: ReactNode }) {
  const { session } = useServices();
  const signOut = () => void session.signOut();
  return (
    <AppShell
      skipLabel="Skip to the content"
      rail={
        <Rail
          label="Main"
          brand={<RailBrand name="Blunari" isDisabled />}
          footer={
            <>
              <RailItem icon={Gauge} label="System test" href="/widget-management-test" isCurrent />
              <RailItem icon={LogOut} label="Sign out" onPress={signOut} />
            </>
          }
        >
          {null}
        </Rail>
      }
      bottomBar={
        <BottomBar
          label="Main"
          current="test"
          items={[
            { id: 'test', label: 'System test', icon: Gauge, href: '/widget-management-test' },
            { id: 'sign-out', label: 'Sign out', icon: LogOut, onPress: signOut },
          ]}
        />
      }
    >
      {children}
    </AppShell>
  );
}
