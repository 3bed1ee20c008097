import type { Client } from 'pg';
import { withClient } from '../server/with-client.ts';

/** Runs one transaction of a job; a throw rolls it back. */
export type RunTransaction = <Value>(run: (client: Client) => Promise<Value>) => Promise<Value>;

/**
 * Opens the connection of a job, as the owner of the tables. All that it does is in transactions that read and write the
 * same whatever the database's own settings are; they are set with each, so a pooler may stand between. Resolves or fails
 * as `job` does.
 */
export function withJob<Value>(ownerUrl: string, job: (transaction: RunTransaction) => Promise<Value>): Promise<Value> {
  return withClient(ownerUrl, (client) =>
    job(async (run) => {
      await client.query(begin);
      try {
        const value = await run(client);
        await client.query('commit');
        return value;
      } catch (error) {
        await client.query('rollback');
        throw error;
      }
    }),
  );
}

const begin = `begin isolation level read committed read write;
  set local datestyle to 'ISO, YMD'; set local intervalstyle to 'postgres'; set local timezone to 'UTC'`;
