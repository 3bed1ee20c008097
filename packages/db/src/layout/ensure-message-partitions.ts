import { escapeIdentifier, escapeLiteral, type ClientBase } from 'pg';
import { z } from 'zod';

const DAYS_AHEAD = 3;
const DAYS_KEPT = 3;

const partitionRowSchema = z.object({ name: z.string() });

/**
 * Makes the daily partitions of `realtime.messages` from yesterday to three days ahead, and drops those older than
 * three days. Without today's partition `realtime.send` only warns and the message is gone, so call this at start and
 * daily. Needs a superuser's connection; leaves no transaction open.
 */
export async function ensureMessagePartitions(superuser: ClientBase, now: Date): Promise<void> {
  await superuser.query('begin');
  try {
    // Both creating and dropping wait for a moment without writers; writers in turn wait behind us, but not for long.
    await superuser.query(`set local lock_timeout = '2s'`);
    await superuser.query(`select pg_advisory_xact_lock(hashtext('realtime.messages partitions'))`);
    const present = await listPartitions(superuser);
    const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO('UTC').toPlainDate();
    for (let offset = -1; offset <= DAYS_AHEAD; offset += 1) {
      const day = today.add({ days: offset });
      if (!present.includes(partitionName(day))) await createPartition(superuser, day);
    }
    const oldestKept = partitionName(today.subtract({ days: DAYS_KEPT }));
    // Names of one shape, so they sort as their days do.
    for (const name of present.filter((each) => /^messages_\d{4}_\d\d_\d\d$/.test(each) && each < oldestKept)) {
      await superuser.query(`drop table realtime.${escapeIdentifier(name)}`);
    }
    await superuser.query('commit');
  } catch (error) {
    // Fails as well when the connection is gone; the first failure is the one to tell.
    await superuser.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function listPartitions(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query(
    `select c.relname as name from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'realtime.messages'::regclass`,
  );
  return z
    .array(partitionRowSchema)
    .parse(rows)
    .map(({ name }) => name);
}

async function createPartition(client: ClientBase, day: Temporal.PlainDate): Promise<void> {
  const table = `realtime.${escapeIdentifier(partitionName(day))}`;
  const [from, to] = [escapeLiteral(day.toString()), escapeLiteral(day.add({ days: 1 }).toString())];
  await client.query(`create table ${table} partition of realtime.messages for values from (${from}) to (${to})`);
  await client.query(`alter table ${table} owner to supabase_realtime_admin`);
}

function partitionName(day: Temporal.PlainDate): string {
  return `messages_${day.toString().replaceAll('-', '_')}`;
}
