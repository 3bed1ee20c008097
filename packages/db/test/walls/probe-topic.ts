import { type Client, escapeLiteral } from 'pg';
import { expect } from 'vitest';
import { z } from 'zod';
import type { Caller } from './callers.ts';

const extensions = ['broadcast', 'presence'] as const;
const failureSchema = z.object({ code: z.enum(['42501', '22P02']) });

/**
 * Which extensions of a topic somebody may read, as Supabase Realtime asks: probe rows, then a select as the caller with
 * the topic as a setting. `setting` is another name than the rows' for who tries to lie.
 */
export async function readable(
  client: Client,
  caller: Caller,
  topic: string,
  setting = topic,
): Promise<readonly string[]> {
  await client.query('begin');
  try {
    for (const extension of extensions) {
      await client.query('insert into realtime.messages (topic, extension) values ($1, $2)', [topic, extension]);
    }
    await become(client, caller, setting);
    const { rows } = await client.query('select distinct topic, extension from realtime.messages order by 1, 2');
    const seen = z.array(z.object({ topic: z.string(), extension: z.string() })).parse(rows);
    expect(seen.filter((row) => row.topic !== setting)).toEqual([]);
    return seen.filter((row) => row.topic === topic).map((row) => row.extension);
  } catch (error) {
    failureSchema.parse(error);
    return [];
  } finally {
    await client.query('rollback');
  }
}

/** Which extensions of a topic somebody may write: each insert in a transaction of its own, rolled back. */
export async function writable(client: Client, caller: Caller, topic: string): Promise<readonly string[]> {
  const allowed: string[] = [];
  for (const extension of extensions) {
    await client.query('begin');
    try {
      await become(client, caller, topic);
      await client.query('insert into realtime.messages (topic, extension) values ($1, $2)', [topic, extension]);
      allowed.push(extension);
    } catch (error) {
      failureSchema.parse(error);
    } finally {
      await client.query('rollback');
    }
  }
  return allowed;
}

async function become(client: Client, caller: Caller, topic: string): Promise<void> {
  const claims = caller.claims === null ? '' : `set local "request.jwt.claims" = ${escapeLiteral(caller.claims)};`;
  await client.query(
    `set local role ${caller.role ?? 'none'}; ${claims}
     select set_config('realtime.topic', ${escapeLiteral(topic)}, true)`,
  );
}
