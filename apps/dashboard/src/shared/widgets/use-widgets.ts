import type { Widget, TodayTotals } from '../../data/api-types.ts';
import type { WidgetType } from '@blunari/schema/config';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../data/services-context.ts';
import { useToday } from '../place/use-today.ts';
import { useTenant } from '../tenant/tenant-context.ts';
import { lookOptions, todaysTotalsOptions } from './todays-totals-options.ts';

export function useWidgets() {
  const { trpc } = useServices();
  const { tenant } = useTenant();
  return useQuery(trpc.widgets.list.queryOptions({ tenantId: tenant.id }));
}

/** Today's totals of each widget, as they change. */
export function useTotals() {
  const services = useServices();
  const { tenant } = useTenant();
  const localDate = useToday()?.localDate;
  useQuery(lookOptions(services, tenant.id));
  return useQuery(todaysTotalsOptions(services.trpc, { tenantId: tenant.id, localDate }));
}

export function totalsOf(totals: readonly TodayTotals[] | undefined, widget: Widget): TodayTotals | undefined {
  return totals?.find((each) => each.id === widget.id);
}

export const widgetNames = { booking: 'Booking', catering: 'Catering' } as const satisfies Record<WidgetType, string>;
