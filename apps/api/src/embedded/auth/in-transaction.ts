import type { Pool, PoolClient } from 'pg';

/** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
export async function inTransaction<Value>(pool: Pool, work: (client: PoolClient) => Promise<Value>): Promise<Value> {
  const client = await pool.connect();
  let isBroken = false;
  // A connection that is lost also says so by an event, which would end the process if nobody heard it.
  const onLost = (): void => {
    isBroken = true;
  };
  client.on('error', onLost);
  try {
    await client.query('begin');
    const value = await work(client);
    await client.query('commit');
    return value;
  } catch (error) {
    await client.query('rollback').catch(onLost);
    throw error;
  } finally {
    client.off('error', onLost);
    // A connection that could not even roll back must not be handed to the next request.
    client.release(isBroken);
  }
}
