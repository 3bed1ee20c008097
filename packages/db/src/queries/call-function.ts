import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { z } from 'zod';
import { err, ok, type Result } from '@blunari/schema/result';
import { isTransient, toAppError } from '../errors.ts';
import { runStatement } from './run-statement.ts';

const maxAttempts = 3;
const retryDelayMs = 25;

const rowSchema = z.tuple([z.object({ answer: z.unknown() })]);

/**
 * Calls one function of the database as the login role and parses its answer. Deadlocks and lock time-outs are tried
 * again; whatever else our functions or the database refuse is a typed error. `internal` is thrown: it is a bug.
 */
export async function callFunction<Schema extends z.ZodType>(
  pool: Pool,
  text: string,
  values: readonly unknown[],
  schema: Schema,
): Promise<Result<z.infer<Schema>>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const rows = await runStatement(pool, text, values);
      return ok(schema.parse(rowSchema.parse(rows)[0].answer));
    } catch (error) {
      if (isTransient(error) && attempt < maxAttempts) await delay(retryDelayMs * attempt);
      else {
        const known = toAppError(error);
        if (known.code === 'internal') throw error;
        return err(known);
      }
    }
  }
}
