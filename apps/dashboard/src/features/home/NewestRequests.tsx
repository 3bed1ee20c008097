import { formatMoney } from '@blunari/schema/money';
import { Link } from '@blunari/ui/link';
import { ListRow } from '@blunari/ui/list-row';
import { RowButton } from '@blunari/ui/row-button';
import { SectionHeader } from '@blunari/ui/section-header';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { Truck } from 'lucide-react';
import { useFreshRows } from '../../data/use-fresh-rows.ts';
import type { OpenDetails } from '../../shared/details/use-open-details.ts';
import { useToday } from '../../shared/place/use-today.ts';
import { openRequestLabel } from '../../shared/requests/open-request-label.ts';
import { RequestStatusMark } from '../../shared/requests/RequestStatusMark.tsx';
import { useRequests } from '../../shared/requests/use-requests.ts';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { formatDay } from '../../shared/time/local-time.ts';

const shownRows = 4;

export function NewestRequests({ details }: { details: OpenDetails }) {
  const { tenant } = useTenant();
  const today = useToday();
  const requests = useRequests();
  const fresh = useFreshRows();
  const rows = requests.data;
  return (
    <section aria-labelledby="newest-requests">
      <SectionHeader
        id="newest-requests"
        title="Newest requests"
        end={<Link href={`/${tenant.slug}/requests`}>All requests</Link>}
      />
      {requests.isError && !rows ? (
        <FailedPanel what="The requests" error={requests.error} onRetry={() => void requests.refetch()} />
      ) : !rows || !today ? (
        <SkeletonRows label="The requests are on their way" rows={2} />
      ) : rows.length === 0 ? (
        <p className="m-0 border-0 border-t border-line py-3 text-13 text-ink-3">
          Nobody has asked for catering yet. New requests appear by themselves.
        </p>
      ) : (
        <ul className="m-0 p-0">
          {rows.slice(0, shownRows).map((row) => (
            <ListRow
              key={row.id}
              icon={Truck}
              isFresh={fresh.has(row.id)}
              title={
                <RowButton
                  label={openRequestLabel(row)}
                  isOpen={row.id === details.openId}
                  onPress={() => details.open(row.id)}
                >
                  <bdi>{row.company || row.contactName}</bdi>, {row.packageName} for {row.guests}
                </RowButton>
              }
              detail={`${formatDay(row.eventAt, today.timeZone, today.nowMs)}, estimate ${formatMoney(row.totalMinor, row.currency, 'en')}`}
              end={<RequestStatusMark status={row.status} />}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
