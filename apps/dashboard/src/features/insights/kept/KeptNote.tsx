import { isAtLeast } from '@blunari/schema/roles';
import { Link } from '@blunari/ui/link';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../../data/services-context.ts';
import { useTenant } from '../../../shared/tenant/tenant-context.ts';
import { useView } from '../view/view-context.ts';

/** How long all of this is kept, and for whoever may change it the way there. */
export function KeptNote() {
  const { trpc } = useServices();
  const { tenant } = useTenant();
  const { view } = useView();
  const { data } = useQuery(trpc.settings.privacy.queryOptions({ tenantId: tenant.id }));
  if (data === undefined) return null;
  return (
    <p className="m-0 mt-7 border-0 border-t border-line pt-3 text-12 text-ink-3">
      Totals are kept for good, single visits for {data.eventDays} days.
      {isAtLeast(tenant.role, 'admin') && (
        <Link
          href={`/${tenant.slug}/widgets/${view.widget ?? 'booking'}/embed#keep-visits`}
          className="ms-1.5 inline-flex min-h-6 items-center pointer-coarse:min-h-11"
        >
          Change<span className="sr-only"> how long visits are kept</span>
        </Link>
      )}
    </p>
  );
}
