import { Menu } from '@blunari/ui/menu';
import { Rail } from '@blunari/ui/rail';
import { RailBrand } from '@blunari/ui/rail-brand';
import { RailHeading } from '@blunari/ui/rail-heading';
import { RailItem } from '@blunari/ui/rail-item';
import { CalendarDays, ChartNoAxesColumn, House, Inbox, Truck, Utensils } from 'lucide-react';
import { useEditingComponent } from '../../shared/editing/use-editing-component.ts';
import { useUnsaved } from '../../shared/editing/use-unsaved.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { useWidgets } from '../../shared/widgets/use-widgets.ts';
import { placesOf, platformPlace } from './places.ts';
import { RailFoot } from './RailFoot.tsx';
import { useOpenCounts } from './use-open-counts.ts';

/** `place`: the part of the address after the restaurant. The editor needs the room, so there the rail is narrow. */
export function SideRail({ place }: { place: string }) {
  const { me, tenant } = useTenant();
  const widgets = useWidgets();
  const component = useEditingComponent();
  const edited = widgets.data?.find(({ type }) => place.startsWith(`widgets/${type}/`));
  const heldByForm = useUnsaved(edited?.id).form;
  // The earlier form stays, with the room it has, until what it holds is saved.
  const isEditor = edited !== undefined && component.data === 'editor' && heldByForm === 0;
  const { partiesToday, openRequests } = useOpenCounts();
  const platform = placesOf(me, tenant.id).filter(({ id }) => id === platformPlace);
  const home = `/${tenant.slug}`;
  const stateOf = (type: string) => {
    const widget = widgets.data?.find((row) => row.type === type);
    return widget === undefined ? {} : { detail: widget.isActive ? 'on' : 'paused' };
  };
  return (
    <Rail
      label="Main"
      size={isEditor ? 'narrow' : 'auto'}
      brand={<Brand />}
      footer={
        <RailFoot
          standing={tenant.role}
          place={place}
          places={platform.map(({ id, name, href }) => ({ id, label: name, href }))}
        />
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
      <RailItem
        icon={ChartNoAxesColumn}
        label="Insights"
        href={`${home}/insights`}
        isCurrent={place.startsWith('insights')}
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
