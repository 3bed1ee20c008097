import type { Client } from 'pg';
import { z } from 'zod';
import { daysToRebuild } from './days-to-rebuild.ts';
import { withJob } from './with-job.ts';

/** Some days of a restaurant that were counted again. */
export interface RebuildStep {
  readonly tenantId: string;
  /** Calendar days of the restaurant, both included; `null` where there was nothing to count. */
  readonly days: { readonly first: string; readonly last: string } | null;
  /** Nothing is left to do for this restaurant. */
  readonly isLast: boolean;
}

export interface RebuildOptions {
  /** Told after each step has been committed. */
  readonly onStep?: (step: RebuildStep) => void;
  /** Ends the run after the step under way; the next run goes on from there. */
  readonly signal?: AbortSignal;
  /** Most raw events in one step, unless a single day has more. Default: 2,500. */
  readonly maxEvents?: number;
}

/**
 * Counts again what waits in the queue (`widget_private.rebuild_rollups`), as the owner of the tables, step by step, each
 * a transaction of its own. Any number of processes may run it. Answers how many restaurants were finished.
 * A restaurant whose step fails is put off for an hour and keeps nobody else waiting; the error is thrown at the end.
 */
export async function rebuildRollups(ownerUrl: string, options: RebuildOptions = {}): Promise<number> {
  const { onStep, signal, maxEvents = 2500 } = options;
  return withJob(ownerUrl, async (transaction) => {
    const failures: unknown[] = [];
    let finishedCount = 0;
    for (;;) {
      // Each step goes on where the last one ended.
      const step = await transaction((client) => takeStep(client, maxEvents));
      if (step && 'failure' in step) failures.push(step.failure);
      else if (step) {
        if (step.isLast) finishedCount += 1;
        onStep?.(step);
      }
      if (!step || signal?.aborted === true) break;
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `Totals of ${failures.length} restaurants are put off.`);
    return finishedCount;
  });
}

async function takeStep(
  client: Client,
  maxEvents: number,
): Promise<RebuildStep | { readonly failure: unknown } | null> {
  const tenantId = await claim(client);
  if (tenantId === null) return null;
  await client.query('savepoint step');
  try {
    return await rebuildSomeDays(client, tenantId, maxEvents);
  } catch (failure) {
    await client.query('rollback to savepoint step');
    await putOff(client, tenantId);
    return { failure };
  }
}

async function rebuildSomeDays(client: Client, tenantId: string, maxEvents: number): Promise<RebuildStep> {
  // Before anything is read: what was removed and when days begin stays as it is until the commit.
  await client.query('select widget_private.begin_insight_job($1::uuid)', [tenantId]);
  const days = daysToRebuild(await readFacts(client, tenantId));
  const run = days.slice(0, await fittingDays(client, tenantId, days, maxEvents));
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last) {
    await finish(client, tenantId);
    return { tenantId, days: null, isLast: true };
  }
  await client.query('select widget_private.rebuild_days($1::uuid, $2::date[], $3::timestamptz[])', [
    tenantId,
    run.map(({ localDate }) => localDate),
    [...run.map(({ from }) => from), last.to],
  ]);
  const next = days[run.length];
  if (next) await goOn(client, tenantId, next.localDate);
  else await finish(client, tenantId);
  return { tenantId, days: { first: first.localDate, last: last.localDate }, isLast: !next };
}

const claimedSchema = z.array(z.object({ tenantId: z.uuid() }));

const areThereSchema = z.tuple([z.object({ areThere: z.boolean() })]);

async function claim(client: Client): Promise<string | null> {
  // Tables before restaurants, and restaurants before what is theirs, as everywhere.
  const { rows: tables } = await client.query(
    'select widget_private.lock_visits() and widget_private.lock_widgets() as "areThere"',
  );
  // Removed in an emergency: the queue waits until they are back.
  if (!areThereSchema.parse(tables)[0].areThere) return null;
  const { rows } = await client.query(
    `select r.tenant_id::text as "tenantId" from widget_private.rollup_rebuilds r
     join public.tenants t on t.id = r.tenant_id
     where r.not_before <= clock_timestamp()
     order by r.not_before, r.tenant_id limit 1
     for key share of t skip locked
     for update of r skip locked`,
  );
  return claimedSchema.parse(rows)[0]?.tenantId ?? null;
}

const factsSchema = z.tuple([
  z.object({
    firstDay: z.string().nullable(),
    lastDay: z.string().nullable(),
    nextDay: z.string().nullable(),
    timeZone: z.string(),
    rawSince: z.date().nullable(),
    firstEventAt: z.date().nullable(),
    now: z.date(),
  }),
]);

async function readFacts(client: Client, tenantId: string): Promise<z.infer<typeof factsSchema>[0]> {
  const { rows } = await client.query(
    `select r.first_day::text as "firstDay", r.last_day::text as "lastDay", r.next_day::text as "nextDay",
       s.time_zone as "timeZone", h.raw_since as "rawSince", clock_timestamp() as now, (
         select min(a."timestamp") from public.widget_analytics a where a.tenant_id = r.tenant_id
       ) as "firstEventAt"
     from widget_private.rollup_rebuilds r
     join public.widget_settings s on s.tenant_id = r.tenant_id
     left join widget_private.insight_horizons h on h.tenant_id = r.tenant_id
     where r.tenant_id = $1::uuid`,
    [tenantId],
  );
  return factsSchema.parse(rows)[0];
}

/** A month at a time, or less where that has more events than one step takes; a day at least. */
async function fittingDays(
  client: Client,
  tenantId: string,
  days: readonly { readonly from: Date; readonly to: Date }[],
  maxEvents: number,
): Promise<number> {
  for (let count = Math.min(days.length, 31); count > 1; count = Math.ceil(count / 2)) {
    const { rows } = await client.query(
      `select count(*)::integer as count from (
         select from public.widget_analytics a
         where a.tenant_id = $1::uuid and a."timestamp" >= $2::timestamptz and a."timestamp" < $3::timestamptz
         limit $4::integer
       ) as counted`,
      [tenantId, days[0]?.from, days[count - 1]?.to, maxEvents + 1],
    );
    if (z.tuple([z.object({ count: z.int() })]).parse(rows)[0].count <= maxEvents) return count;
  }
  return 1;
}

async function goOn(client: Client, tenantId: string, nextDay: string): Promise<void> {
  await client.query('update widget_private.rollup_rebuilds set next_day = $2::date where tenant_id = $1::uuid', [
    tenantId,
    nextDay,
  ]);
}

async function finish(client: Client, tenantId: string): Promise<void> {
  await client.query('delete from widget_private.rollup_rebuilds where tenant_id = $1::uuid', [tenantId]);
}

async function putOff(client: Client, tenantId: string): Promise<void> {
  await client.query(
    `update widget_private.rollup_rebuilds set not_before = clock_timestamp() + interval '1 hour'
     where tenant_id = $1::uuid`,
    [tenantId],
  );
}
