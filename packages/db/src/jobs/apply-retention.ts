import type { Client } from 'pg';
import { z } from 'zod';
import { withClient } from '../server/with-client.ts';

export interface RetentionOptions {
  /** Told after each restaurant, with the rows that went or lost their guest. */
  readonly onTenant?: (tenantId: string, rowCount: number) => void;
  /** Ends the run after the batch under way. What is done is done; the next run finds the rest. */
  readonly signal?: AbortSignal;
  /** Most rows of one kind in one transaction. Default: 1,000. */
  readonly batchSize?: number;
}

const tenantsPerPage = 500;

/**
 * Takes away what restaurants keep no longer than their settings say, as the owner of the tables; totals and bookings
 * stay. Answers how many rows went or lost their guest. A restaurant that fails keeps nobody else's guests; the errors are
 * thrown at the end.
 */
export async function applyRetention(ownerUrl: string, options: RetentionOptions = {}): Promise<number> {
  return withClient(ownerUrl, async (client) => {
    const failures: unknown[] = [];
    let rowCount = 0;
    for await (const tenantId of tenantsOf(client)) {
      if (options.signal?.aborted === true) break;
      try {
        const count = await retain(client, tenantId, options);
        options.onTenant?.(tenantId, count);
        rowCount += count;
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) {
      throw new AggregateError(failures, `Retention failed for ${failures.length} restaurants.`);
    }
    return rowCount;
  });
}

const tenantsSchema = z.array(z.object({ id: z.uuid() }));

async function* tenantsOf(client: Client): AsyncGenerator<string> {
  let page: z.infer<typeof tenantsSchema> = [];
  do {
    const { rows } = await client.query(
      `select t.id::text from public.tenants t where $1::uuid is null or t.id > $1::uuid order by t.id limit $2::integer`,
      [page.at(-1)?.id ?? null, tenantsPerPage],
    );
    page = tenantsSchema.parse(rows);
    for (const { id } of page) yield id;
  } while (page.length === tenantsPerPage);
}

/** Batch by batch until nothing is left; each statement is a transaction of its own. */
async function retain(client: Client, tenantId: string, options: RetentionOptions): Promise<number> {
  let total = 0;
  for (const job of ['retain_guests', 'retain_records'] as const) {
    let count: number;
    do {
      const { rows } = await client.query(`select widget_private.${job}($1::uuid, $2::integer) as count`, [
        tenantId,
        options.batchSize ?? 1000,
      ]);
      count = z.tuple([z.object({ count: z.int() })]).parse(rows)[0].count;
      total += count;
    } while (count > 0 && options.signal?.aborted !== true);
  }
  return total;
}
