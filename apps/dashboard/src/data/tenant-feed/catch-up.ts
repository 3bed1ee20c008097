import type { Services } from '../services.ts';
import type { TenantCaches } from './tenant-caches.ts';

/** A row that was changed, and what puts it where it is shown. */
export interface MissedRow {
  readonly id: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly put: () => void;
}

/** What is asked, and until when anybody waits for the answer. */
export interface CatchUpRequest {
  readonly tenantId: string;
  readonly since: string | null;
  /** The present by the server's clock, Unix ms: that of the device may be far off. */
  readonly serverNowMs: number;
  readonly signal: AbortSignal;
}

/** What changed while the line was down. Without a point to start from, the screens ask anew for what they show. */
export async function catchUp(
  { client }: Pick<Services, 'client'>,
  caches: TenantCaches,
  { tenantId, since, serverNowMs, signal }: CatchUpRequest,
): Promise<readonly MissedRow[]> {
  if (since === null) await caches.refetch();
  // A try that was given up says nothing about what is held, and the next one asks anyway.
  const unlessGivenUp = (doubt: () => void) => () => signal.aborted || doubt();
  const input = { tenantId, since: since ?? new Date(serverNowMs - firstLookBackMs).toISOString() };
  const [widgets, bookings, requests] = await Promise.all([
    client.widgets.changedSince.query(input, { signal }),
    client.bookings.changedSince.query(input, { signal }),
    client.requests.changedSince.query(input, { signal }),
    // Whatever keeps the totals away keeps no booking away.
    client.insights.today
      .query({ tenantId }, { signal })
      .then((all) => all.forEach(caches.putTotals), unlessGivenUp(caches.doubtTotals)),
    client.flags.mine
      .query({ tenantId }, { signal })
      .then(({ flags }) => flags.forEach(caches.putFlag), unlessGivenUp(caches.doubtFlags)),
  ]);
  if (!bookings.isComplete) await caches.reloadBookings();
  if (!requests.isComplete) await caches.reloadRequests();
  return [
    ...widgets.map((row) => missed(row, () => caches.putWidget(row))),
    ...bookings.rows.map((row) => missed(row, () => caches.putBooking(row))),
    ...requests.rows.map((row) => missed(row, () => caches.putRequest(row))),
  ];
}

/** At the first join only what was written while the page was loading can be missing. */
const firstLookBackMs = 10 * 60_000;

function missed({ id, version, updatedAt }: Omit<MissedRow, 'put'>, put: () => void): MissedRow {
  return { id, version, updatedAt, put };
}
