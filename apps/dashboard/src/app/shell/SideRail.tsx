import { Avatar } from '@blunari/ui/avatar';
import { Menu } from '@blunari/ui/menu';
import { Rail } from '@blunari/ui/rail';
import { RailBrand } from '@blunari/ui/rail-brand';
import { RailHeading } from '@blunari/ui/rail-heading';
import { RailItem } from '@blunari/ui/rail-item';
import { CalendarDays, Gauge, House, Inbox, Truck, Utensils } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useServices } from '../../data/services-context.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { useWidgets } from '../../shared/widgets/use-widgets.ts';
import { useAccountMenu } from './use-account-menu.tsx';
import { mayTestSystem, systemTestPlace } from './system-test-place.ts';
import { useOpenCounts } from './use-open-counts.ts';

/** `place`: the part of the address after the restaurant. The editor needs the room, so there the rail is narrow. */
export function SideRail({ place }: { place: string }) {
  const { config } = useServices();
  const { me, tenant } = useTenant();
  const widgets = useWidgets();
  const { partiesToday, openRequests } = useOpenCounts();
  const account = useAccountMenu();
  const home = `/${tenant.slug}`;
  const stateOf = (type: string) => {
    const widget = widgets.data?.find((row) => row.type === type);
    return widget === undefined ? {} : { detail: widget.isActive ? 'on' : 'paused' };
  };
  return (
    <Rail
      label="Main"
      size={/^widgets\/./.test(place) ? 'narrow' : 'auto'}
      brand={<Brand />}
      footer={
        <>
          {mayTestSystem(config, me, tenant.role) && (
            <RailItem
              icon={Gauge}
              label="System test"
              href={`/${systemTestPlace}`}
              isCurrent={place === systemTestPlace}
            />
          )}
          <Menu
            label="Your account"
            placement="top start"
            groups={account.groups}
            trigger={<AccountButton name={me.name} />}
          />
          {account.dialog}
        </>
      }
    >
      <RailItem icon={House} label="Home" href={home} isCurrent={place === ''} />
      <RailItem
        icon={CalendarDays}
        label="Bookings"
        href={`${home}/bookings`}
        isCurrent={place === 'bookings'}
        {...(partiesToday > 0 ? { detail: partiesToday } : {})}
      />
      <RailItem
        icon={Inbox}
        label="Requests"
        href={`${home}/requests`}
        isCurrent={place === 'requests'}
        {...(openRequests > 0 ? { detail: openRequests, isDetailHot: true } : {})}
      />
      <RailHeading>Widgets</RailHeading>
      <RailItem
        icon={Utensils}
        label="Booking"
        href={`${home}/widgets/booking/content`}
        isCurrent={place.startsWith('widgets/booking')}
        {...stateOf('booking')}
      />
      <RailItem
        icon={Truck}
        label="Catering"
        href={`${home}/widgets/catering/content`}
        isCurrent={place.startsWith('widgets/catering')}
        {...stateOf('catering')}
      />
    </Rail>
  );
}

function AccountButton({ name }: { name: string }) {
  return (
    <AriaButton
      aria-label={`Your account, ${name}`}
      className="flex h-9 w-full cursor-pointer items-center gap-2.5 rounded-md border-0 bg-transparent px-1.5 text-start text-13 font-medium text-ink hovered:bg-hover pointer-coarse:h-11"
    >
      <Avatar name={name} colour={1} isDecorative />
      <span className="sr-only min-w-0 truncate xl:not-sr-only xl:group-data-narrow/rail:sr-only">{name}</span>
    </AriaButton>
  );
}

/** The restaurant's name; with several it is the switch between them. */
function Brand() {
  const { me, tenant } = useTenant();
  if (me.tenants.length < 2) return <RailBrand name={tenant.name} isDisabled />;
  return (
    <Menu
      label="Restaurant"
      groups={[
        {
          id: 'tenants',
          label: 'Your restaurants',
          actions: me.tenants.map(({ id, name, slug, role }) => ({ id, label: name, detail: role, href: `/${slug}` })),
        },
      ]}
      trigger={<RailBrand name={tenant.name} hasChoice aria-label={`Switch restaurant, ${tenant.name}`} />}
    />
  );
}
