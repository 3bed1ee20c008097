import { DatabaseError, type Pool, type PoolClient } from 'pg';

/**
 * Runs one statement as the login role, outside any transaction, and answers its rows. The pool's own `query` throws a
 * connection away with every error, and a new one costs more than many statements; one whose statement the database
 * merely refused is as good as before and stays.
 */
export async function runStatement(pool: Pool, text: string, values: readonly unknown[]): Promise<readonly unknown[]> {
  const client = await loginClient(pool);
  client.on('error', ignore);
  let failure: unknown;
  try {
    const { rows } = await client.query<Record<string, unknown>>(text, [...values]);
    return rows;
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(failure !== undefined && !isRefusal(failure));
  }
}

/** A connection that dies fails its statement as well; without a listener it would end the process. */
const ignore = (): undefined => undefined;

/** By callback: asked for by promise, an identity's pool gives out a transaction. */
function loginClient(pool: Pool): Promise<PoolClient> {
  return new Promise((resolve, reject) => {
    pool.connect((error, client) => {
      if (client) resolve(client);
      else reject(error ?? new Error('The pool gave no connection.'));
    });
  });
}

/** After an ERROR the server waits for the next statement; after FATAL, or without an answer, it is gone. */
function isRefusal(error: unknown): boolean {
  return error instanceof DatabaseError && error.severity === 'ERROR';
}
