import { Client } from 'pg';
import { z } from 'zod';

const rowsSchema = z.array(z.record(z.string(), z.unknown()));

/** Runs one statement, or several without values, on a connection of its own. */
export async function query(url: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const result = values.length > 0 ? await client.query(text, values) : await client.query(text);
    return Array.isArray(result) ? [] : rowsSchema.parse(result.rows);
  } finally {
    await client.end();
  }
}
