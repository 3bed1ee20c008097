import { Avatar } from '@blunari/ui/avatar';
import { Button } from '@blunari/ui/button';
import { Drawer } from '@blunari/ui/drawer';
import { Icon } from '@blunari/ui/icon';
import { Link } from '@blunari/ui/link';
import { ListRow } from '@blunari/ui/list-row';
import { SectionHeader } from '@blunari/ui/section-header';
import { SegmentedControl } from '@blunari/ui/segmented-control';
import { Gauge } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useServices } from '../../data/services-context.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { getTheme, setTheme, subscribeTheme } from '../theme/theme-store.ts';
import { mayTestSystem, systemTestPlace } from './system-test-place.ts';
import { useSignOut } from './use-sign-out.tsx';

export interface MoreSheetProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** On phones: what the rail holds besides the places. */
export function MoreSheet({ isOpen, onOpenChange }: MoreSheetProps) {
  const { me, tenant } = useTenant();
  const { config } = useServices();
  const theme = useSyncExternalStore(subscribeTheme, getTheme);
  const { signOut, dialog } = useSignOut();
  const others = me.tenants.filter((each) => each.id !== tenant.id);
  return (
    <>
      <Drawer isOpen={isOpen} onOpenChange={onOpenChange} title="More" closeLabel="Close" side="bottom">
        <div className="grid gap-6">
          <div className="flex items-center gap-3">
            <Avatar name={me.name} colour={1} isDecorative />
            <div>
              <div className="font-medium">{me.name}</div>
              <div className="text-13 text-ink-3">
                {me.email}, {tenant.role} of {tenant.name}
              </div>
            </div>
          </div>
          {others.length > 0 && (
            <div>
              <SectionHeader title="Your other restaurants" />
              <ul className="m-0 p-0">
                {others.map(({ id, name, slug, role }) => (
                  <ListRow key={id} title={<Link href={`/${slug}`}>{name}</Link>} end={role} />
                ))}
              </ul>
            </div>
          )}
          {mayTestSystem(config, me, tenant.role) && (
            <Link href={`/${systemTestPlace}`} className="flex items-center gap-2">
              <Icon of={Gauge} />
              System test
            </Link>
          )}
          <div>
            <SectionHeader title="Look" />
            <SegmentedControl
              label="Look"
              value={theme}
              onChange={setTheme}
              segments={[
                { value: 'light', label: 'Light' },
                { value: 'dark', label: 'Dark' },
                { value: 'auto', label: 'As the system' },
              ]}
            />
          </div>
          <Button onPress={signOut} className="justify-self-start">
            Sign out
          </Button>
        </div>
      </Drawer>
      {dialog}
    </>
  );
}
