import { createRealtime, type Realtime } from '../../src/create-realtime.ts';
import type { VersionedRow } from '../../src/subscription/handlers.ts';
import { stampOf } from '../../src/subscription/version-gate.ts';
import type { FakeEnvironment } from '../../src/testing/fake-environment.ts';
import type { Transport } from '../../src/transport/transport.ts';

export interface FuzzClientOptions {
  readonly environment: FakeEnvironment;
  readonly transport: Transport;
  readonly polling: Transport;
  readonly topic: string;
  readonly name: string;
  /** Reads the server's rows as they are now; the answer takes its time. */
  readonly backfill: (sinceIso: string | null) => Promise<readonly VersionedRow[]>;
}

/** A page that shows rows, and notes every lie it was told. */
export class FuzzClient {
  readonly realtime: Realtime;
  /** The version on screen, by row. */
  readonly shown = new Map<string, number>();
  readonly faults: string[] = [];
  /** Who is said to be on the topic. */
  people: readonly unknown[] | null = null;
  /** What the last backfill read: whoever says `live` has shown at least that. */
  #read: readonly VersionedRow[] = [];

  constructor({ environment, transport, polling, topic, name, backfill }: FuzzClientOptions) {
    this.realtime = createRealtime({ environment, transport, polling });
    this.realtime.subscribe(topic, {
      backfill: async (sinceIso) => {
        this.#read = await backfill(sinceIso);
        return this.#read;
      },
      onRow: (row) => this.#show(row),
      onEvent: (_event, payload, askAnew) => {
        // Now and then a message tells too little.
        if (environment.random() < 0.1) askAnew();
        else this.#show(payload);
      },
      onStatus: (status) => status === 'live' && this.#checkLive(),
    });
    const { say } = this.realtime.attend(topic, (people) => {
      this.people = people;
    });
    say({ name });
  }

  #show(row: unknown): void {
    const { id, version } = stampOf('row.changed', row) ?? { id: 'none', version: 0 };
    const before = this.shown.get(id) ?? 0;
    if (version <= before) this.faults.push(`showed ${id} ${version} after ${before}`);
    this.shown.set(id, version);
  }

  #checkLive(): void {
    for (const { id, version } of this.#read) {
      if (version > (this.shown.get(id) ?? 0)) this.faults.push(`said live without ${id} ${version}`);
    }
    const { status } = this.realtime.getConnection();
    if (status !== 'online' && status !== 'polling') this.faults.push(`said live while ${status}`);
  }
}
