import type { Pool } from 'pg';
import { z } from 'zod';
import type { Log } from '../log.ts';
import type { TopicKey } from '../state/channel.ts';
import { NoticeListener } from './notice-listener.ts';
import { RecentIds } from './recent-ids.ts';
import { selectMessages, selectMessagesSince, type MessageKey, type StoredMessage } from './stored-message.ts';

const PAGE_SIZE = 500;

/** On which the database announces each committed row of `realtime.messages`. */
const NOTICE_CHANNEL = 'realtime_messages';

/**
 * A row carries the time its transaction began, and may be committed that much later: after a gap it is looked for this far
 * back. What a transaction longer than this commits during an outage of the listener is missed.
 */
const OVERLAP_MS = 60_000;

/** Over a thousand messages a second for as long as the overlap. */
const REMEMBERED_IDS = 100_000;

const noticeSchema = z.object({
  id: z.uuid(),
  inserted_at: z.string(),
  topic: z.string(),
  extension: z.string(),
  private: z.boolean().nullable(),
});

export interface MessageFeedOptions {
  readonly connectionString: string;
  readonly pool: Pool;
  readonly log: Log;
  /** Is anybody here on that topic? Rows nobody waits for are not fetched. */
  isWanted(key: TopicKey): boolean;
  onMessage(message: StoredMessage): void;
}

/**
 * From commit to `onMessage` without polling: the database announces the row, the row is fetched (with all others that were
 * announced meanwhile), each once and in the order of the commits. Lost connections are bridged by reading what was committed.
 */
export class MessageFeed {
  readonly #options: MessageFeedOptions;
  readonly #listener: NoticeListener;
  readonly #dealtWith = new RecentIds(REMEMBERED_IDS);
  #announced: MessageKey[] = [];
  #isFetching = false;
  /** Latest `inserted_at` that was dealt with, as ms in the database's clock. */
  #seenUpToMs: number | undefined;

  constructor(options: MessageFeedOptions) {
    this.#options = options;
    this.#listener = new NoticeListener({
      connectionString: options.connectionString,
      channel: NOTICE_CHANNEL,
      applicationName: 'blunari realtime listener',
      log: options.log,
      onListening: () => this.#catchUp(),
      onNotice: (payload) => this.#announce(payload),
    });
  }

  start(): Promise<void> {
    return this.#listener.start();
  }

  stop(): Promise<void> {
    return this.#listener.stop();
  }

  #announce(payload: string): void {
    const notice = noticeSchema.safeParse(parseJson(payload));
    if (!notice.success || notice.data.extension !== 'broadcast') return;
    const { id, inserted_at: insertedAt, topic, private: isPrivate } = notice.data;
    if (!this.#options.isWanted({ name: topic, isPrivate: isPrivate ?? false })) {
      // Remembered all the same, or a later catch-up would bring it to somebody who joined after it was sent.
      this.#dealtWith.add(id);
      this.#sawUpTo(insertedAt);
      return;
    }
    this.#announced.push({ id, insertedAt });
    void this.#fetchAnnounced();
  }

  async #fetchAnnounced(): Promise<void> {
    if (this.#isFetching) return;
    this.#isFetching = true;
    try {
      while (this.#announced.length > 0) {
        const keys = this.#announced.splice(0, PAGE_SIZE);
        // One after the other on purpose: later announcements wait and then go together.
        const messages = await selectMessages(this.#options.pool, keys);
        const byId = new Map(messages.map((message) => [message.id, message]));
        for (const { id } of keys) this.#passOn(byId.get(id));
      }
    } catch (error) {
      this.#options.log.warn({ err: error }, 'Broadcasts of the database could not be read; trying again.');
      this.#announced = [];
      this.#listener.restart();
    } finally {
      this.#isFetching = false;
    }
  }

  /** Announcements of the new connection wait in the meantime: they are fetched after what was missed. */
  async #catchUp(): Promise<void> {
    if (this.#seenUpToMs === undefined) {
      this.#seenUpToMs = await databaseNow(this.#options.pool);
      return;
    }
    this.#isFetching = true;
    try {
      await this.#passOnSince(toTimestamp(this.#seenUpToMs - OVERLAP_MS));
    } finally {
      this.#isFetching = false;
    }
    void this.#fetchAnnounced();
  }

  async #passOnSince(since: string): Promise<void> {
    let last: MessageKey | undefined;
    let page: StoredMessage[];
    do {
      // Each page starts where the one before ended.
      page = await selectMessagesSince(this.#options.pool, since, last, PAGE_SIZE);
      for (const message of page) this.#passOn(message);
      last = page.at(-1);
    } while (page.length === PAGE_SIZE);
  }

  #passOn(message: StoredMessage | undefined): void {
    if (!message || !this.#dealtWith.add(message.id)) return;
    this.#sawUpTo(message.insertedAt);
    const { topicName: name, isPrivate } = message;
    if (this.#options.isWanted({ name, isPrivate })) this.#options.onMessage(message);
  }

  #sawUpTo(insertedAt: string): void {
    this.#seenUpToMs = Math.max(this.#seenUpToMs ?? 0, fromTimestamp(insertedAt));
  }
}

async function databaseNow(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ now: string }>(`select localtimestamp::text as now`);
  return fromTimestamp(rows[0]?.now ?? '');
}

/** A `timestamp` has no zone; it is read and written as if it were UTC, so that only differences matter. */
function fromTimestamp(text: string): number {
  const ms = Date.parse(`${text.replace(' ', 'T')}Z`);
  return Number.isNaN(ms) ? 0 : ms;
}

function toTimestamp(ms: number): string {
  return new Date(ms).toISOString().slice(0, -1);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
