import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '@blunari/schema/result';
import { escapeLiteral, type Pool } from 'pg';
import { z } from 'zod';
import type { Claims } from '../../../tokens/claims.ts';
import type { Log } from '../log.ts';
import type { Extension } from '../state/channel.ts';
import { askOnce } from './ask-once.ts';
import { becomeCaller } from './become-caller.ts';
import { runAndRollBack } from './run-and-roll-back.ts';
import { isCallersFault, sqlStateOf } from './sql-state.ts';

export interface ReadPermissions {
  readonly broadcast: boolean;
  readonly presence: boolean;
}

/** The database could not be asked; a later try may be answered. */
type Unavailable = 'unavailable';

/** What the policies on `realtime.messages` allow a caller on a private topic. */
export interface Permissions {
  read(claims: Claims, topicName: string): Promise<Result<ReadPermissions, Unavailable>>;
  write(claims: Claims, topicName: string, extension: Extension): Promise<Result<boolean, Unavailable>>;
}

/**
 * Decides as Supabase Realtime does, by trying: probe rows are inserted and read, or inserted, under the caller's claims in
 * a transaction that is rolled back. The same question asked by many at once, as after an outage, goes to the database once.
 */
export function createPermissions(pool: Pool, log: Log): Permissions {
  const readOnce = askOnce<Result<ReadPermissions, Unavailable>>();
  const writeOnce = askOnce<Result<boolean, Unavailable>>();
  return {
    read: (claims, topicName) =>
      readOnce(JSON.stringify([claims, topicName]), () => mayRead(pool, log, claims, topicName)),
    write: (claims, topicName, extension) =>
      writeOnce(JSON.stringify([claims, topicName, extension]), () =>
        mayWrite(pool, log, claims, topicName, extension),
      ),
  };
}

const nothing: ReadPermissions = { broadcast: false, presence: false };

async function mayRead(
  pool: Pool,
  log: Log,
  claims: Claims,
  topicName: string,
): Promise<Result<ReadPermissions, Unavailable>> {
  const probes = { broadcast: randomUUID(), presence: randomUUID() };
  const topic = escapeLiteral(topicName);
  // One message to the server, hence literals and not parameters. The time is repeated in the question so that one day's
  // partition answers it.
  const answer = await runAndRollBack(pool, [
    `insert into realtime.messages (id, topic, extension, inserted_at) values
       ('${probes.broadcast}', ${topic}, 'broadcast', localtimestamp), ('${probes.presence}', ${topic}, 'presence', localtimestamp)`,
    becomeCaller(claims, topicName),
    `select id from realtime.messages where id in ('${probes.broadcast}', '${probes.presence}') and inserted_at = localtimestamp`,
  ]);
  if (answer.ok) {
    const ids = readIds(answer.value.at(-1));
    return ok({ broadcast: ids.includes(probes.broadcast), presence: ids.includes(probes.presence) });
  }
  return refusedOrUnavailable(answer.error, log, topicName, nothing);
}

async function mayWrite(
  pool: Pool,
  log: Log,
  claims: Claims,
  topicName: string,
  extension: Extension,
): Promise<Result<boolean, Unavailable>> {
  const answer = await runAndRollBack(pool, [
    becomeCaller(claims, topicName),
    `insert into realtime.messages (topic, extension) values (${escapeLiteral(topicName)}, '${extension}')`,
  ]);
  return answer.ok ? ok(true) : refusedOrUnavailable(answer.error, log, topicName, false);
}

const idsSchema = z.object({ rows: z.array(z.object({ id: z.string() })) });

function readIds(result: unknown): string[] {
  return idsSchema.parse(result).rows.map(({ id }) => id);
}

const INSUFFICIENT_PRIVILEGE = '42501';

function refusedOrUnavailable<Value>(
  error: unknown,
  log: Log,
  topic: string,
  refused: Value,
): Result<Value, Unavailable> {
  const code = sqlStateOf(error);
  if (code === INSUFFICIENT_PRIVILEGE) return ok(refused);
  // 23514 is a missing partition of `realtime.messages`: nobody's fault but ours, and nothing is delivered without it.
  if (isCallersFault(error) && code !== '23514') {
    log.warn({ err: error, topic }, 'A policy on realtime.messages failed; the channel is refused.');
    return ok(refused);
  }
  log.error({ err: error, topic }, 'The permissions of a channel could not be asked for.');
  return err('unavailable');
}
