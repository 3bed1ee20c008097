import { err, ok, type Result } from '@blunari/schema/result';
import type { Pool, PoolClient } from 'pg';
import { sqlStateOf } from './sql-state.ts';

/**
 * Runs the statements (at least one) in a transaction that is rolled back, as one message to the server, hence without
 * parameters; `onBegin`: there is a connection for them. The answers are theirs, in order; a failure is that of the first that failed, or of the connection.
 */
export async function runAndRollBack(
  pool: Pool,
  statements: readonly string[],
  onBegin: () => void = () => undefined,
): Promise<Result<unknown[], unknown>> {
  let client: PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    return err(error);
  }
  let isBroken = false;
  try {
    onBegin();
    const results: unknown = await client.query(['begin', ...statements, 'rollback'].join(';\n'));
    return ok(Array.isArray(results) ? results.slice(1, -1) : []);
  } catch (error) {
    // Not an error of the database's: a connection that was lost, or says nothing, would only be waited for once more.
    isBroken = sqlStateOf(error) === '';
    if (!isBroken) {
      await client.query('rollback').catch(() => {
        isBroken = true;
      });
    }
    return err(error);
  } finally {
    client.release(isBroken);
  }
}
