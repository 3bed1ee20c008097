import { err, ok, type Result } from '@blunari/schema/result';
import type { Pool } from 'pg';
import type { Log } from '../log.ts';
import { askOnce } from './ask-once.ts';
import { selectLatestMessages, type StoredMessage } from './stored-message.ts';

export interface ReplayRequest {
  /** ms since 1970. */
  readonly since: number;
  readonly limit: number;
}

/** The latest messages of a private topic, oldest first. */
export type Replay = (
  topicName: string,
  request: ReplayRequest,
) => Promise<Result<readonly StoredMessage[], 'unavailable'>>;

/** As many as the original sends, whatever was asked for. */
const MOST_MESSAGES = 25;

/** Messages are kept for three days, so nothing older is ever replayed. */
export function createReplay(pool: Pool, log: Log): Replay {
  const once = askOnce<Result<readonly StoredMessage[], 'unavailable'>>();
  return (topicName, { since, limit }) =>
    once(JSON.stringify([topicName, since, limit]), async () => {
      try {
        const wanted = Math.max(1, Math.min(limit, MOST_MESSAGES));
        return ok(await selectLatestMessages(pool, topicName, since, wanted));
      } catch (error) {
        log.error({ err: error, topic: topicName }, 'Messages to replay could not be read.');
        return err('unavailable');
      }
    });
}
