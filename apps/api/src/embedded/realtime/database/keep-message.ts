import { err, ok, type Result } from '@blunari/schema/result';
import type { Pool } from 'pg';
import type { Log } from '../log.ts';
import { isCallersFault } from './sql-state.ts';
import type { StoredMessage } from './stored-message.ts';

/** A broadcast of a client on a private topic. */
export type MessageToKeep = Pick<StoredMessage, 'id' | 'topicName' | 'event' | 'payloadJson' | 'binaryPayload'>;

/** `unstorable`: JSON that the database cannot hold, such as text with U+0000. */
export type KeepFailure = 'unstorable' | 'unavailable';

export type KeepMessage = (message: MessageToKeep) => Promise<Result<void, KeepFailure>>;

/**
 * Stores a message for replay, for as long as all others are kept. Whether its sender may write is known by then; like any
 * stored message it reaches every process by the database's notice.
 */
export function createKeeper(pool: Pool, log: Log): KeepMessage {
  return async ({ id, topicName, event, payloadJson, binaryPayload }) => {
    try {
      await pool.query(
        `insert into realtime.messages (id, topic, extension, event, payload, binary_payload, private)
         values ($1, $2, 'broadcast', $3, $4::jsonb, $5, true)`,
        [id, topicName, event, binaryPayload ? null : payloadJson, binaryPayload],
      );
      return ok(undefined);
    } catch (error) {
      if (isCallersFault(error)) return err('unstorable');
      log.error({ err: error, topic: topicName }, 'A message to keep could not be stored.');
      return err('unavailable');
    }
  };
}
