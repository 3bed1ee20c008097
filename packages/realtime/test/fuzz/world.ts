import type { VersionedRow } from '../../src/subscription/handlers.ts';
import { FakeEnvironment, MemoryPollSource, MemoryServer } from '../../src/testing/index.ts';
import { createPollingTransport } from '../../src/transport/polling.ts';
import { FuzzClient } from './client.ts';
import type { Step } from './schedule.ts';

const topic = 'tenant:own';
const RESTART_MS = 1_500;
/** Until a half-open line is found where timers run once a minute: a beat, a late deadline, and a second one. */
const HALF_OPEN_FOUND_MS = 300_000;
/** Longer than any wait of ours: the cap while polling. */
const SETTLE_MS = 300_000;

/** A server, its rows, and clients who follow them, all in one time. */
export class FuzzWorld {
  readonly environment = new FakeEnvironment();
  readonly stored = new Map<string, number>();
  readonly clients: readonly FuzzClient[];
  readonly #server = new MemoryServer({ environment: this.environment, latencyMs: 20 });
  readonly #source = new MemoryPollSource(this.environment, 40);
  readonly #changedAt = new Map<string, number>();
  #isBackfillFailing = false;

  constructor(clientCount: number, seed: number) {
    this.environment.nextRandom = chance(seed);
    this.clients = Array.from({ length: clientCount }, (_, index) => this.#createClient(`client ${index}`));
  }

  /** The world is well again; everybody gets time to notice. */
  async settle(): Promise<void> {
    await this.#fallSilent();
    this.act({ do: 'heal' });
    this.act({ do: 'show' });
    // Messages may be lost on a line that stands; what heals that is the next join.
    this.act({ do: 'drop' });
    await this.environment.advance(SETTLE_MS);
    // Who lost the session signs in again.
    for (const { realtime } of this.clients) {
      if (realtime.getConnection().status === 'unauthorized') realtime.retry();
    }
    await this.environment.advance(SETTLE_MS);
  }

  async sleep(): Promise<void> {
    await this.environment.sleep(3_600_000);
  }

  act(step: Step): void {
    const { faults } = this.#server;
    switch (step.do) {
      case 'write':
        this.#write(step.row);
        return this.#server.broadcast(topic, 'row.changed', this.#row(step.row));
      case 'writeUnheard':
        return this.#write(step.row);
      case 'repeat':
        if (this.stored.has(step.row)) this.#server.broadcast(topic, 'row.changed', this.#row(step.row));
        return;
      case 'drop':
        return this.#server.dropConnections();
      case 'restart':
        return this.#restart();
      case 'refuse':
      case 'hang':
        faults.connections = step.do;
        this.#source.isUp = false;
        return;
      case 'block':
        faults.connections = 'refuse';
        return this.#server.dropConnections();
      case 'silence':
        faults.isSilent = true;
        return;
      case 'reorder':
        faults.messageDelayMs = () => Math.floor(this.environment.random() * 500);
        return;
      case 'expireTokens':
        return this.#server.expireTokens();
      case 'loseSession':
        faults.renewal = 'none';
        return this.#server.expireTokens();
      case 'failBackfill':
        this.#isBackfillFailing = true;
        return;
      case 'throttle':
        this.environment.throttleTimers(60_000, 100);
        return this.environment.setVisible(false);
      case 'hide':
        return this.environment.setVisible(false);
      case 'show':
        this.environment.throttleTimers(0);
        return this.environment.setVisible(true);
      case 'networkDown':
      case 'networkUp':
        return this.environment.setNetwork(step.do === 'networkUp');
      case 'heal':
        return this.#heal();
      case 'sleep':
        return;
    }
  }

  /** Nobody takes a line that nothing crosses for one that stands, whatever their timers do. */
  async #fallSilent(): Promise<void> {
    this.act({ do: 'silence' });
    await this.environment.advance(HALF_OPEN_FOUND_MS);
    for (const { realtime, faults } of this.clients) {
      const line = realtime.getConnection();
      if (line.status === 'online' && this.environment.now() - line.since >= HALF_OPEN_FOUND_MS) {
        faults.push('took a half-open line for one that stands');
      }
    }
  }

  #heal(): void {
    const { faults } = this.#server;
    faults.connections = 'accept';
    faults.isSilent = false;
    faults.renewal = 'granted';
    faults.messageDelayMs = () => 0;
    this.#source.isUp = true;
    this.#isBackfillFailing = false;
    this.environment.setNetwork(true);
  }

  /** Whatever was wrong with its sockets is over with it. */
  #restart(): void {
    const { faults } = this.#server;
    faults.connections = 'refuse';
    this.#source.isUp = false;
    this.#server.dropConnections();
    this.environment.setTimer(() => {
      faults.connections = 'accept';
      this.#source.isUp = true;
    }, RESTART_MS);
  }

  #write(id: string): void {
    this.stored.set(id, (this.stored.get(id) ?? 0) + 1);
    this.#changedAt.set(id, this.environment.now());
    this.#source.change(topic);
  }

  #row(id: string): VersionedRow {
    const updatedAt = new Date(this.#changedAt.get(id) ?? 0).toISOString();
    return { id, version: this.stored.get(id) ?? 0, updatedAt };
  }

  #createClient(name: string): FuzzClient {
    const { environment } = this;
    return new FuzzClient({
      environment,
      topic,
      name,
      transport: this.#server.createTransport(),
      polling: createPollingTransport({ source: this.#source, environment }),
      backfill: async (sinceIso) => {
        if (this.#isBackfillFailing) throw new Error('502');
        const sinceMs = Date.parse(sinceIso ?? '1970-01-01');
        const rows = [...this.stored.keys()].filter((id) => (this.#changedAt.get(id) ?? 0) >= sinceMs);
        const read = rows.map((id) => this.#row(id));
        // Read now, delivered later: live messages overtake it.
        await new Promise<void>((resolve) => void environment.setTimer(resolve, 40));
        return read;
      },
    });
  }
}

/** A small generator that is the same everywhere (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
