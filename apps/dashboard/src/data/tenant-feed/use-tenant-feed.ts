import type { TopicStatus } from '@blunari/realtime';
import { tenantEvents, tenantTopic } from '@blunari/schema/realtime';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { useServices } from '../services-context.ts';
import type { Services } from '../services.ts';
import { TenantCaches } from './tenant-caches.ts';

/** Follows everything that happens in a restaurant, as long as its screens are shown. */
export function useTenantFeed(tenantId: string): TopicStatus {
  const services = useServices();
  const [status, setStatus] = useState<TopicStatus>('waiting');
  useEffect(() => {
    const caches = new TenantCaches(services, tenantId);
    return services.getLine().subscribe(tenantTopic(tenantId), {
      backfill: (since) => catchUp(services, caches, tenantId, since),
      onRow: ({ put }) => put(),
      onEvent: (event, payload) => applyEvent(services, caches, event, payload),
      onStatus: setStatus,
    });
  }, [services, tenantId]);
  return status;
}

interface MissedRow {
  readonly id: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly put: () => void;
}

/** What changed while the line was down. Without a point to start from, the screens ask anew for what they show. */
async function catchUp(
  { client }: Services,
  caches: TenantCaches,
  tenantId: string,
  since: string | null,
): Promise<readonly MissedRow[]> {
  if (since === null) await caches.refetch();
  const input = { tenantId, since: since ?? new Date(Date.now() - firstLookBackMs).toISOString() };
  const [widgets, bookings, requests, totals] = await Promise.all([
    client.widgets.changedSince.query(input),
    client.bookings.changedSince.query(input),
    client.requests.changedSince.query(input),
    client.insights.today.query({ tenantId }),
  ]);
  for (const each of totals) caches.putTotals(each);
  return [
    ...widgets.map((row) => missed(row, () => caches.putWidget(row))),
    ...bookings.map((row) => missed(row, () => caches.putBooking(row))),
    ...requests.map((row) => missed(row, () => caches.putRequest(row))),
  ];
}

/** At the first join only what was written while the page was loading can be missing. */
const firstLookBackMs = 10 * 60_000;

function missed({ id, version, updatedAt }: Omit<MissedRow, 'put'>, put: () => void): MissedRow {
  return { id, version, updatedAt, put };
}

function applyEvent({ arrivals }: Services, caches: TenantCaches, event: string, payload: unknown): void {
  switch (event) {
    case 'widget_config.changed':
      return read(tenantEvents[event], payload, caches.widgetChanged);
    case 'booking.created':
      return read(tenantEvents[event], payload, (row) => {
        arrivals.add(row.id);
        caches.putBooking(row);
      });
    case 'booking.changed':
      return read(tenantEvents[event], payload, caches.putBooking);
    case 'catering_request.created':
      return read(tenantEvents[event], payload, (row) => {
        arrivals.add(row.id);
        caches.putRequest(row);
      });
    case 'catering_request.changed':
      return read(tenantEvents[event], payload, caches.putRequest);
    case 'insights.tick':
      return read(tenantEvents[event], payload, caches.putTotals);
  }
}

/** A message of a newer server that this page does not understand is left to the next catch-up. */
function read<Schema extends z.ZodType>(schema: Schema, payload: unknown, put: (value: z.infer<Schema>) => void): void {
  const parsed = schema.safeParse(payload);
  if (parsed.success) put(parsed.data);
}
