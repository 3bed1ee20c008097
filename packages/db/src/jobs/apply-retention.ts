import { z } from 'zod';
import { withJob, type RunTransaction } from './with-job.ts';

export interface RetentionOptions {
  /** Told after each restaurant that had something to lose, with the rows that went or lost their guest. */
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
  return withJob(ownerUrl, async (transaction) => {
    const failures: unknown[] = [];
    let rowCount = 0;
    for await (const tenantId of tenantsDue(transaction)) {
      if (options.signal?.aborted === true) break;
      try {
        const count = await retain(transaction, tenantId, options);
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

const dueSchema = z.tuple([z.object({ due: z.array(z.uuid()) })]);

async function* tenantsDue(transaction: RunTransaction): AsyncGenerator<string> {
  let page: readonly string[] = [];
  do {
    const values = [page.at(-1) ?? null, tenantsPerPage];
    const { rows } = await transaction((client) =>
      client.query('select widget_private.retention_due($1::uuid, $2::integer)::text[] as due', values),
    );
    page = dueSchema.parse(rows)[0].due;
    yield* page;
  } while (page.length === tenantsPerPage);
}

const countSchema = z.tuple([z.object({ count: z.int() })]);

/** Batch by batch until nothing is left. */
async function retain(transaction: RunTransaction, tenantId: string, options: RetentionOptions): Promise<number> {
  let total = 0;
  for (const job of ['retain_guests', 'retain_records'] as const) {
    let count: number;
    do {
      const { rows } = await transaction((client) =>
        client.query(`select widget_private.${job}($1::uuid, $2::integer) as count`, [
          tenantId,
          options.batchSize ?? 1000,
        ]),
      );
      count = countSchema.parse(rows)[0].count;
      total += count;
    } while (count > 0 && options.signal?.aborted !== true);
  }
  return total;
}
