import type { Pool } from 'pg';
import type { Log } from '../log.ts';
import type { TopicKey } from '../state/channel.ts';
import { NoticeListener, type Horizon } from './notice-listener.ts';
import { readNotice, type Notice } from './read-notice.ts';
import { RecentIds } from './recent-ids.ts';
import {
  selectKeysSince,
  selectMessages,
  type AddressedKey,
  type MessageKey,
  type StoredMessage,
} from './stored-message.ts';

const PAGE_SIZE = 500;

/** Where messages are takes little; to sort it out of all that there is takes the time. */
const KEYS_PAGE_SIZE = 10_000;

/** On which the database announces each committed row of `realtime.messages`. */
const NOTICE_CHANNEL = 'realtime_messages';

/** Over a thousand messages a second for a minute. */
const REMEMBERED_IDS = 100_000;

export interface MessageFeedOptions {
  readonly connectionString: string;
  readonly pool: Pool;
  readonly log: Log;
  /** Is anybody here on that topic? Rows nobody waits for are not fetched. */
  isWanted(key: TopicKey): boolean;
  onMessage(message: StoredMessage): void;
}

/**
 * From commit to `onMessage` without polling: the database announces the message, or its row, which is fetched with all
 * others that were announced meanwhile; each once and in the order of the commits. Lost connections are bridged by
 * reading what was committed.
 */
export class MessageFeed {
  readonly #options: MessageFeedOptions;
  readonly #listener: NoticeListener;
  readonly #dealtWith = new RecentIds(REMEMBERED_IDS);
  #announced: Notice[] = [];
  #isFetching = false;
  /** Of the last probe but one. */
  #missedFrom: Horizon | undefined;
  #missedFromNext: Horizon | undefined;

  constructor(options: MessageFeedOptions) {
    this.#options = options;
    this.#listener = new NoticeListener({
      connectionString: options.connectionString,
      channel: NOTICE_CHANNEL,
      applicationName: 'blunari realtime listener',
      log: options.log,
      onListening: () => this.#catchUp(),
      onNotice: (text) => this.#announce(text),
      onProbe: (horizon) => {
        // Not this one but the one before: notices of what was committed just before a probe may come just after it.
        this.#missedFrom = this.#missedFromNext ?? horizon;
        this.#missedFromNext = horizon;
      },
    });
  }

  start(): Promise<void> {
    return this.#listener.start();
  }

  stop(): Promise<void> {
    return this.#listener.stop();
  }

  get deafForMs(): number {
    return this.#listener.deafForMs;
  }

  /** Resolves at once or as soon as the database can be heard again; every message committed from then on arrives. */
  whenListening(): Promise<void> {
    return this.#listener.whenListening();
  }

  /** Whether that message has not been passed on; it is not any more. */
  isNews(id: string): boolean {
    return this.#dealtWith.add(id);
  }

  #announce(text: string): void {
    const notice = readNotice(text);
    if (!notice) return;
    if (!this.#options.isWanted({ name: notice.topicName, isPrivate: notice.isPrivate })) {
      // Remembered all the same, or a later catch-up would bring it to somebody who joined after it was sent.
      this.#dealtWith.add(notice.id);
      return;
    }
    this.#announced.push(notice);
    void this.#passOnAnnounced();
  }

  async #passOnAnnounced(): Promise<void> {
    if (this.#isFetching) return;
    this.#isFetching = true;
    try {
      while (this.#announced.length > 0) {
        const notices = this.#announced.splice(0, PAGE_SIZE);
        const keys = notices.filter(({ message }) => message === null);
        // One after the other on purpose: later announcements wait and then go together.
        const fetched = keys.length > 0 ? await selectMessages(this.#options.pool, keys) : [];
        const byId = new Map(fetched.map((message) => [message.id, message]));
        for (const { id, message } of notices) this.#passOn(message ?? byId.get(id));
      }
    } catch (error) {
      this.#options.log.warn({ err: error }, 'Broadcasts of the database could not be read; trying again.');
      this.#announced = [];
      this.#listener.restart();
    } finally {
      this.#isFetching = false;
    }
  }

  /** Announcements of the new connection wait in the meantime: they are passed on after what was missed. */
  async #catchUp(): Promise<void> {
    if (this.#missedFrom === undefined) return;
    this.#isFetching = true;
    try {
      await this.#passOnSince(this.#missedFrom);
    } finally {
      this.#isFetching = false;
    }
    void this.#passOnAnnounced();
  }

  async #passOnSince(since: Horizon): Promise<void> {
    let last: MessageKey | undefined;
    let page: AddressedKey[];
    do {
      // Each page starts where the one before ended.
      page = await selectKeysSince(this.#options.pool, since, last, KEYS_PAGE_SIZE);
      const missed = page.filter((key) => this.#isMissed(key));
      for (let start = 0; start < missed.length; start += PAGE_SIZE) {
        await this.#passOnStored(missed.slice(start, start + PAGE_SIZE));
      }
      last = page.at(-1);
    } while (page.length === KEYS_PAGE_SIZE);
  }

  /** Not passed on yet, and for somebody who is here. */
  #isMissed({ id, topicName: name, isPrivate }: AddressedKey): boolean {
    if (this.#dealtWith.has(id)) return false;
    if (this.#options.isWanted({ name, isPrivate })) return true;
    this.#dealtWith.add(id);
    return false;
  }

  async #passOnStored(keys: readonly MessageKey[]): Promise<void> {
    const fetched = await selectMessages(this.#options.pool, keys);
    const byId = new Map(fetched.map((message) => [message.id, message]));
    for (const { id } of keys) this.#passOn(byId.get(id));
  }

  #passOn(message: StoredMessage | undefined): void {
    if (!message || !this.#dealtWith.add(message.id)) return;
    const { topicName: name, isPrivate } = message;
    if (this.#options.isWanted({ name, isPrivate })) this.#options.onMessage(message);
  }
}
