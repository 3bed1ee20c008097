import { Avatar } from '@blunari/ui/avatar';
import { Button } from '@blunari/ui/button';
import { Drawer } from '@blunari/ui/drawer';
import { Icon } from '@blunari/ui/icon';
import { Link } from '@blunari/ui/link';
import { ListRow } from '@blunari/ui/list-row';
import { SectionHeader } from '@blunari/ui/section-header';
import { SegmentedControl } from '@blunari/ui/segmented-control';
import { Gauge, LayoutGrid } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useServices } from '../../data/services-context.ts';
import { useMe } from '../../shared/tenant/me-context.ts';
import { getTheme, setTheme, subscribeTheme } from '../theme/theme-store.ts';
import { mayTestSystem, systemTestPlace } from './system-test-place.ts';
import { useSignOut } from './use-sign-out.tsx';

export interface MoreSheetProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** What the person is here, such as "owner of Trattoria Lucia". */
  standing: string;
  /** Both widgets of the restaurant; null where there is none, as on the platform's screens. */
  widgetsHref: string | null;
  /** Other places to go to, if there are any. */
  places: readonly { readonly id: string; readonly name: string; readonly href: string; readonly detail: string }[];
}

/** On phones: what the rail holds besides the places. */
export function MoreSheet({ isOpen, onOpenChange, standing, widgetsHref, places }: MoreSheetProps) {
  const me = useMe();
  const { config } = useServices();
  const theme = useSyncExternalStore(subscribeTheme, getTheme);
  const { signOut, dialog } = useSignOut();
  const close = () => onOpenChange(false);
  return (
    <>
      <Drawer isOpen={isOpen} onOpenChange={onOpenChange} title="More" closeLabel="Close" side="bottom">
        <div className="grid gap-6">
          <div className="flex items-center gap-3">
            <Avatar name={me.name} colour={1} isDecorative />
            <div>
              <div className="font-medium">{me.name}</div>
              <div className="text-13 text-ink-3">
                {me.email}, {standing}
              </div>
            </div>
          </div>
          {places.length > 0 && (
            <div>
              <SectionHeader title="Your other places" />
              <ul className="m-0 p-0">
                {places.map(({ id, name, href, detail }) => (
                  <ListRow key={id} title={<Link href={href}>{name}</Link>} end={detail} />
                ))}
              </ul>
            </div>
          )}
          {widgetsHref !== null && (
            <Link href={widgetsHref} onPress={close} className="flex items-center gap-2">
              <Icon of={LayoutGrid} />
              Widgets
            </Link>
          )}
          {mayTestSystem(config, me) && (
            <Link href={`/${systemTestPlace}`} onPress={close} className="flex items-center gap-2">
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
