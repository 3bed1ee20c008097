import { Client } from 'pg';

export interface ClientOptions {
  /** How long a connection may take to stand. Default: as long as the network lets it. */
  readonly connectTimeoutMs?: number;
}

/** Opens a connection, hands it to `action`, and closes it whatever happened; resolves or fails as `action` does. */
export async function withClient<T>(
  url: string,
  action: (client: Client) => Promise<T>,
  { connectTimeoutMs = 0 }: ClientOptions = {},
): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs });
  // A database that goes away fails the query under way or the next one, and that failure is reported. Without a
  // listener the event would end the process as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await action(client);
  } finally {
    await client.end();
  }
}
