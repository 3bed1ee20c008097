import { Menu, type MenuAction } from '@blunari/ui/menu';
import { RailItem } from '@blunari/ui/rail-item';
import { Gauge } from 'lucide-react';
import { useServices } from '../../data/services-context.ts';
import { useMe } from '../../shared/tenant/me-context.ts';
import { AccountButton } from './AccountButton.tsx';
import { mayTestSystem, systemTestPlace } from './system-test-place.ts';
import { useAccountMenu } from './use-account-menu.tsx';

export interface RailFootProps {
  /** What the person is here, such as `owner`. */
  standing: string;
  /** The part of the address that says which screen is shown. */
  place: string;
  /** Other places to go to from the account's menu. */
  places?: readonly MenuAction[];
}

/** The foot of every rail: the system test, for those who may, and the account. */
export function RailFoot({ standing, place, places = [] }: RailFootProps) {
  const me = useMe();
  const { config } = useServices();
  const account = useAccountMenu(standing, places);
  return (
    <>
      {mayTestSystem(config, me) && (
        <RailItem icon={Gauge} label="System test" href={`/${systemTestPlace}`} isCurrent={place === systemTestPlace} />
      )}
      <Menu
        label="Your account"
        placement="top start"
        groups={account.groups}
        trigger={<AccountButton name={me.name} />}
      />
      {account.dialog}
    </>
  );
}
