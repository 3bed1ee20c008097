import type { TopicStatus } from '@blunari/realtime';
import { useTopic } from '@blunari/realtime/react';
import { tenantEvents, tenantTopic } from '@blunari/schema/realtime';
import { useMemo } from 'react';
import type { z } from 'zod';
import { useServices } from '../services-context.ts';
import type { Services } from '../services.ts';
import { catchUp, type MissedRow } from './catch-up.ts';
import { TenantCaches } from './tenant-caches.ts';

/** Follows everything that happens in a restaurant, as long as its screens are shown. */
export function useTenantFeed(tenantId: string): TopicStatus {
  const services = useServices();
  const caches = useMemo(() => new TenantCaches(services, tenantId), [services, tenantId]);
  return useTopic<MissedRow>(tenantTopic(tenantId), {
    backfill: (since, signal) => {
      const aheadMs = services.getLine().metrics().clock?.offsetMs ?? 0;
      return catchUp(services, caches, { tenantId, since, serverNowMs: Date.now() - aheadMs, signal });
    },
    onRow: ({ put }) => put(),
    onEvent: (event, payload) => applyEvent(services, caches, event, payload),
  });
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
