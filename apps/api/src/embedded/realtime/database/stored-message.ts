import type { Pool } from 'pg';
import { z } from 'zod';
import type { Horizon } from './notice-listener.ts';

/** A broadcast written to `realtime.messages`, ready to be passed on. */
export interface StoredMessage {
  readonly id: string;
  readonly topicName: string;
  readonly isPrivate: boolean;
  readonly event: string;
  /** JSON as text: it is passed on, not looked into. */
  readonly payloadJson: string;
  readonly binaryPayload: Buffer | null;
  /** `timestamp` of the database, in UTC, as text: JavaScript's dates would lose its microseconds. */
  readonly insertedAt: string;
}

/** Where a message is: the primary key of its table. */
export interface MessageKey {
  readonly id: string;
  readonly insertedAt: string;
}

const messageRowSchema = z
  .object({
    id: z.uuid(),
    topic: z.string(),
    private: z.boolean().nullable(),
    event: z.string().nullable(),
    payload: z.string().nullable(),
    binary_payload: z.instanceof(Buffer).nullable(),
    inserted_at: z.string(),
  })
  .transform((row): StoredMessage => ({
    id: row.id,
    topicName: row.topic,
    isPrivate: row.private ?? false,
    event: row.event ?? '',
    payloadJson: row.payload ?? 'null',
    binaryPayload: row.binary_payload,
    insertedAt: row.inserted_at,
  }));

const columns =
  'm.id, m.topic, m.private, m.event, m.payload::text as payload, m.binary_payload, m.inserted_at::text as inserted_at';

export async function selectMessages(pool: Pool, keys: readonly MessageKey[]): Promise<StoredMessage[]> {
  // The bounds are implied by the keys; said once more they spare the partitions of all other days.
  const { rows } = await pool.query(
    `select ${columns}
     from unnest($1::uuid[], $2::timestamp[]) as wanted (id, inserted_at)
     join realtime.messages m on m.id = wanted.id and m.inserted_at = wanted.inserted_at
     where m.inserted_at >= (select min(t) from unnest($2::timestamp[]) t)
       and m.inserted_at <= (select max(t) from unnest($2::timestamp[]) t)`,
    [keys.map(({ id }) => id), keys.map(({ insertedAt }) => insertedAt)],
  );
  return z.array(messageRowSchema).parse(rows);
}

/** Where a message is, and whom it is for. */
export interface AddressedKey extends MessageKey {
  readonly topicName: string;
  readonly isPrivate: boolean;
}

const keyRowSchema = z
  .object({ id: z.uuid(), topic: z.string(), private: z.boolean().nullable(), inserted_at: z.string() })
  .transform((row): AddressedKey => ({
    id: row.id,
    topicName: row.topic,
    isPrivate: row.private ?? false,
    insertedAt: row.inserted_at,
  }));

/**
 * After a crash the ids of the last transactions before it are given again, if these wrote nothing for good: within a second,
 * some hundreds.
 */
const REUSED_XIDS = 1_000;

/**
 * One page of the broadcasts committed since a probe, oldest first; the next page starts after the last of this one. Their keys
 * alone: what each page is sorted out of would be written as text with every one. That transactions have ids spares what was
 * committed before, of which there is more than anybody remembers where a backup began hours ago; when they began spares the
 * days before.
 */
export async function selectKeysSince(
  pool: Pool,
  since: Horizon,
  after: MessageKey | undefined,
  limit: number,
): Promise<AddressedKey[]> {
  const { rows } = await pool.query(
    `select m.id, m.topic, m.private, m.inserted_at::text as inserted_at
     from realtime.messages m
     where m.extension = 'broadcast' and m.inserted_at >= $1::timestamp
       and age(m.xmin) <= age($5::xid8::xid) + ${REUSED_XIDS}
       and ($2::timestamp is null or (m.inserted_at, m.id) > ($2::timestamp, $3::uuid))
     order by m.inserted_at, m.id limit $4::int`,
    [after?.insertedAt ?? since.beganAt, after?.insertedAt, after?.id, limit, since.xid],
  );
  return z.array(keyRowSchema).parse(rows);
}

/** The latest broadcasts of a private topic since then (ms since 1970), oldest first. */
export async function selectLatestMessages(
  pool: Pool,
  topicName: string,
  sinceMs: number,
  limit: number,
): Promise<StoredMessage[]> {
  // The words of the index `messages_inserted_at_topic_index`.
  const { rows } = await pool.query(
    `select ${columns}
     from realtime.messages m
     where m.extension = 'broadcast' and m.private is true and m.topic = $1::text
       and m.inserted_at >= to_timestamp($2::float8 / 1000) at time zone 'utc'
     order by m.inserted_at desc, m.id desc limit $3::int`,
    [topicName, sinceMs, limit],
  );
  return z.array(messageRowSchema).parse(rows).toReversed();
}
