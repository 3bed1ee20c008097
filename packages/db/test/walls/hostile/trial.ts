import { Client, escapeLiteral } from 'pg';
import { z } from 'zod';
import { toAppError } from '../../../src/errors.ts';
import type { Caller } from '../callers.ts';

/** A statement with what is bound to it, in Postgres' text form. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly (string | null)[];
}

export interface Trial {
  /**
   * What a statement comes to in somebody's name, rolled back: `ok` or a refusal, as a client is told it. Anything else
   * is told in full: a bug, a time-out, a row with an endless time, or a later call of a visitor that fails for it.
   */
  readonly outcomeOf: (caller: Caller, statement: Statement, later?: readonly Statement[]) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Refusals that tell a client what to do. `internal` is a bug, and `unavailable` took too long. */
const refusals: ReadonlySet<string> = new Set([
  'invalid_input',
  'forbidden',
  'not_found',
  'outside_rules',
  'slot_taken',
  'widget_inactive',
  'idempotency_mismatch',
]);

export const isHonest = (outcome: string): boolean => outcome === 'ok' || refusals.has(outcome);

/** Opens a connection of the superuser, who becomes each caller in turn and reads in between what was written. */
export async function openTrial(superuserUrl: string): Promise<Trial> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  const endlessSql = await endlessTimesSql(client);
  const run = async (caller: Caller, statement: Statement, later: readonly Statement[]): Promise<string> => {
    const outcome = await attempt(client, caller, statement);
    if (outcome !== 'ok') return outcome;
    await client.query('set local role none');
    const { rows } = await client.query<{ place: string }>({ name: 'endless times', text: endlessSql });
    if (rows[0]) return `endless time in ${rows[0].place}`;
    for (const next of later) {
      const answer = await attempt(client, { role: null, claims: null }, next);
      if (!isHonest(answer)) return `${next.sql} afterwards: ${answer}`;
    }
    return outcome;
  };
  return {
    outcomeOf: async (caller, statement, later = []) => {
      await client.query('begin');
      try {
        return await run(caller, statement, later);
      } finally {
        await client.query('rollback');
      }
    },
    close: () => client.end(),
  };
}

/** Runs a statement with the product's time-out; one that is refused leaves the transaction as it was. */
async function attempt(client: Client, { role, claims }: Caller, { sql, values }: Statement): Promise<string> {
  await client.query(
    `savepoint before;
     set local role ${role ?? 'blunari_api'};
     set local statement_timeout = '8s';
     set local "request.jwt.claims" = ${escapeLiteral(claims ?? '')}`,
  );
  try {
    await client.query(sql, [...values]);
    return 'ok';
  } catch (error) {
    await client.query('rollback to savepoint before');
    const { code } = toAppError(error);
    return refusals.has(code) ? code : `${z.object({ code: z.string() }).parse(error).code}, ${String(error)}`;
  }
}

/** A query that names each column of ours in which a time is infinite; a tick that was never sent is. */
async function endlessTimesSql(client: Client): Promise<string> {
  const { rows } = await client.query<{ sql: string }>(
    `select string_agg(format(
       'select %L as place from %s where not isfinite(%I)', c.oid::regclass || '.' || a.attname, c.oid::regclass, a.attname
     ), ' union all ') as sql
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace in ('public'::regnamespace, 'widget_private'::regnamespace) and c.relkind = 'r' and a.attnum > 0
       and a.atttypid in ('timestamptz'::regtype, 'date'::regtype)
       and (c.relname, a.attname) not in (('insight_ticks', 'sent_at'), ('insight_ticks', 'watched_until'))`,
  );
  return rows[0]?.sql ?? '';
}
