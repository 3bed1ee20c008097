import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { z } from 'zod';
import type { Database } from '../../src/client.ts';
import type { KeyedBatch } from '../../src/queries/record-batches.ts';
import { buildBooking, buildEvent, hoursAhead, visit } from './inputs.ts';
import { query } from './query.ts';
import { eventsInHours } from './rollups.ts';
import type { TestTenant } from './tenant.ts';

/**
 * Many calls at once, of which each has batches of several of the restaurants in another order, with sessions and ids
 * that others have too; bookings and the clock of ticks go on meanwhile. All of them must succeed.
 */
export async function rushWith(database: Database, tenants: readonly TestTenant[]): Promise<void> {
  const keys = tenants.flatMap(({ booking, catering }) => [booking.key, catering.key]);
  const sessions = Array.from({ length: 9 }, () => randomUUID());
  const events = Array.from({ length: 80 }, (_, index) =>
    buildEvent({
      sessionId: sessions[index % sessions.length] ?? '',
      type: index % 3 === 0 ? 'view' : 'interaction',
      metadata: index % 3 === 0 ? {} : { step: ['party', 'date', 'time'][index % 5] ?? 'details' },
    }),
  );
  const call = (turn: number): readonly KeyedBatch[] =>
    Array.from({ length: 12 }, (_, index) => {
      const start = (turn * 7 + index * 11) % (events.length - 6);
      const some = events.slice(start, start + 6);
      const key = keys[(turn + index * 3) % keys.length] ?? '';
      return { key, visit, events: turn % 2 ? some : some.toReversed() };
    });
  const answers = await Promise.all([
    ...Array.from({ length: 64 }, (_, turn) =>
      database.visitor.recordBatches(call(turn), { countLater: turn % 3 === 0 }),
    ),
    ...Array.from({ length: 8 }, () =>
      database.visitor.createBooking(
        tenants[0]?.booking.key ?? '',
        buildBooking({ partySize: 1, sessionId: sessions[0] ?? '', startsAt: nextHour().toISOString() }),
      ),
    ),
    ...Array.from({ length: 4 }, () => database.visitor.flushDueTicks()),
    ...Array.from({ length: 8 }, () => database.visitor.countVisits()),
  ]);
  expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  await countAll(database);
}

/** Counts until nothing waits. */
export async function countAll(database: Database): Promise<void> {
  for (;;) {
    const counted = await database.visitor.countVisits();
    expect(counted).toMatchObject({ ok: true });
    if (counted.ok && counted.value === 0) return;
  }
}

let bookingCount = 0;

/** Another evening each time, so that no room is full. */
function nextHour(): Date {
  bookingCount += 1;
  return hoursAhead(30 + 3 * (bookingCount % 400));
}

/** What is counted otherwise than its raw events say, in the whole database; must be nothing. */
export function wrongSums(ownerUrl: string): Promise<readonly Record<string, unknown>[]> {
  return query(
    ownerUrl,
    `with counted (what, counted, stored) as (
       select 'events by quarter hour', (select ${eventsInHours} from public.widget_analytics_buckets),
         (select count(*) from public.widget_analytics)
       union all
       select 'events by day',
         (select sum(views + interactions + conversions) from public.widget_analytics_daily where dimension = 'total'),
         (select count(*) from public.widget_analytics)
       union all
       select 'sessions', (select sum(sessions) from public.widget_analytics_daily where dimension = 'total'),
         (select count(*) from (select distinct widget_id, session_id from public.widget_analytics) as s)
       union all
       select 'sessions that converted',
         (select sum(converted_sessions) from public.widget_analytics_daily where dimension = 'total'),
         (
           select count(*)
           from (
             select distinct widget_id, session_id from public.widget_analytics where event_type = 'conversion'
           ) as s
         )
       union all
       select 'steps reached', (select sum(sessions) from public.widget_analytics_daily where dimension = 'funnel'),
         (
           select count(*)
           from (
             select distinct widget_id, session_id, metadata ->> 'step' from public.widget_analytics
             where event_type = 'interaction'
           ) as s
         )
     )
     select c.what, c.counted::integer, c.stored::integer from counted c where c.counted is distinct from c.stored`,
  );
}

/** How often Postgres had to break off somebody who waited in a circle. */
export async function deadlocksIn(superuserUrl: string): Promise<number> {
  const rows = await query(
    superuserUrl,
    'select deadlocks::integer from pg_stat_database where datname = current_database()',
  );
  return z.tuple([z.object({ deadlocks: z.number() })]).parse(rows)[0].deadlocks;
}
