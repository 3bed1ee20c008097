import { randomBytes } from 'node:crypto';
import { NoticeListener } from '../database/notice-listener.ts';
import type { Log } from '../log.ts';
import { lineOf } from './line-of.ts';
import { Outbox, STATE_LINE } from './outbox.ts';
import { Peers } from './peers.ts';
import { cutBatch, PieceJoiner, type Batch } from './pieces.ts';
import { readItems, toOutbox, type OutgoingItem, type PresentOnTopic, type RelayItem } from './relay-item.ts';

const CHANNEL = 'realtime_relay';

export interface RelayOptions {
  readonly connectionString: string;
  readonly log: Log;
  /** A process that said nothing for so long is gone; each speaks four times as often. */
  readonly peerSilenceMs: number;
  /** The presences of this process's own clients. */
  readonly ownPresents: () => readonly PresentOnTopic[];
  onBroadcast(from: string, item: Extract<RelayItem, { kind: 'broadcast' }>): void;
  onPresence(from: string, item: Extract<RelayItem, { kind: 'presence' }>): void;
  /** All that process's clients say of themselves; nothing once it is gone. */
  onState(from: string, presents: readonly PresentOnTopic[]): void;
}

/**
 * Brings broadcasts and presence to the other processes on this database, by NOTIFY on a connection of its own. A process
 * that is alone sends nothing. One that missed something, or comes back, asks the others for what they hold.
 */
export class Relay {
  readonly #id = randomBytes(8).toString('hex');
  readonly #options: RelayOptions;
  readonly #listener: NoticeListener;
  readonly #outbox: Outbox;
  readonly #peers = new Peers();
  #joiner = new PieceJoiner();
  #isListening = false;
  #beatTimer: NodeJS.Timeout | undefined;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#listener = new NoticeListener({
      connectionString: options.connectionString,
      channel: CHANNEL,
      applicationName: 'blunari realtime relay',
      log: options.log,
      onListening: () => this.#greet(),
      onLost: () => {
        this.#isListening = false;
      },
      onNotice: (notice) => this.#take(notice),
    });
    this.#outbox = new Outbox({ log: options.log, send: (number, text) => this.#notify(number, text) });
  }

  /** How many other processes there are. */
  get peerCount(): number {
    return this.#peers.count;
  }

  get deafForMs(): number {
    return this.#listener.deafForMs;
  }

  async start(): Promise<void> {
    await this.#listener.start();
    this.#beatTimer = setInterval(() => this.#beat(), this.#options.peerSilenceMs / 4).unref();
  }

  /** Takes leave, so that the others need not wait for this process's silence. */
  async stop(): Promise<void> {
    clearInterval(this.#beatTimer);
    if (this.#isListening) {
      this.publish({ kind: 'bye' });
      await this.#outbox.drained();
    }
    await this.#listener.stop();
  }

  /** To all other processes. Costs nothing when there are none. */
  publish(item: OutgoingItem): void {
    if (this.#peers.count > 0) this.#outbox.add(toOutbox(item), lineOf(item));
  }

  async #greet(): Promise<void> {
    this.#joiner = new PieceJoiner();
    this.#peers.excuseSilence(performance.now());
    this.#isListening = true;
    // Even if nobody is known: this is how others come to know this process.
    this.#outbox.add(toOutbox({ kind: 'hello' }), STATE_LINE);
  }

  async #notify(number: number, text: string): Promise<void> {
    const pieces = cutBatch({ from: this.#id, number, text });
    await this.#listener.query('select pg_notify($1, piece) from unnest($2::text[]) as piece', [CHANNEL, pieces]);
  }

  #take(notice: string): void {
    // One's own come back too.
    if (notice.startsWith(this.#id)) return;
    const batch = this.#joiner.add(notice);
    if (batch) this.#takeBatch(batch);
  }

  #takeBatch({ from, number, text }: Batch): void {
    const succession = this.#peers.hear(from, number, performance.now());
    if (succession === 'repeated') return;
    const items = readItems(text);
    const bringsState = items.some((item) => item.kind === 'state' && item.to === this.#id);
    if (succession === 'gap' && !bringsState) this.publish({ kind: 'hello', to: from });
    for (const item of items) this.#takeItem(from, item);
  }

  #takeItem(from: string, item: RelayItem): void {
    switch (item.kind) {
      case 'broadcast':
        this.#options.onBroadcast(from, item);
        return;
      case 'presence':
        this.#options.onPresence(from, item);
        return;
      case 'hello':
        if (item.to === undefined || item.to === this.#id)
          this.publish({ kind: 'state', to: from, presents: this.#options.ownPresents });
        return;
      case 'state':
        if (item.to === this.#id) this.#options.onState(from, item.presents);
        return;
      case 'bye':
        this.#lose(from);
        return;
      case 'beat':
    }
  }

  #beat(): void {
    if (!this.#isListening) return;
    for (const id of this.#peers.silentSince(performance.now() - this.#options.peerSilenceMs)) {
      this.#options.log.warn({ process: id }, 'Another process of Realtime is gone; its clients have left.');
      this.#lose(id);
    }
    this.publish({ kind: 'beat' });
  }

  #lose(id: string): void {
    this.#peers.remove(id);
    this.#options.onState(id, []);
  }
}
