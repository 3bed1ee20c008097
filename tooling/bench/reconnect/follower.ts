import {
  createRealtime,
  createSupabaseTransport,
  type Environment,
  type Realtime,
  type TopicStatus,
} from '@blunari/realtime';
import type { FaultyLine } from '@blunari/stack/faulty-line';
import { z } from 'zod';
import { call, type Owner } from './product.ts';

const rowsSchema = z.array(z.looseObject({ id: z.string(), version: z.number(), updatedAt: z.string() }));

/** A visible page that nobody touches and whose browser never says `online`. */
const environment: Environment = {
  now: () => Date.now(),
  random: () => Math.random(),
  setTimer: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  isNetworkUp: () => true,
  isVisible: () => true,
  afterPaint: () => undefined,
  listen: () => () => undefined,
};

/** A client as the dashboard has one: joins over a socket, catches up over HTTP, both over the line. */
export class Follower {
  readonly realtime: Realtime;
  /** From opening a socket to its being open, in ms, each time. */
  readonly connectMs: number[] = [];
  readonly #waiting = new Set<() => void>();
  #status: TopicStatus = 'waiting';

  constructor({ stack, session, tenantId, topic }: Owner, line: FaultyLine) {
    const url = `http://localhost:${line.port}`;
    const token = session.access_token;
    this.realtime = createRealtime({
      transport: createSupabaseTransport({
        url,
        apiKey: stack.env.SUPABASE_ANON_KEY,
        accessToken: () => Promise.resolve(token),
      }),
      environment,
    });
    this.realtime.onConnectionChange(({ status }) => {
      const { connect } = this.realtime.metrics();
      if (status === 'online' && connect) this.connectMs.push(connect.lastMs);
    });
    const firstSince = new Date(Date.now() - 600_000).toISOString();
    this.realtime.subscribe(topic, {
      backfill: async (since, signal) => {
        const asking = { stack, token, port: line.port, signal };
        return rowsSchema.parse(await call(asking, 'widgets.changedSince', { tenantId, since: since ?? firstSince }));
      },
      onEvent: () => undefined,
      onStatus: (status) => {
        this.#status = status;
        for (const look of this.#waiting) look();
      },
    });
  }

  /** Resolves with the instant, by `performance.now()`, at which the subscription is live, or is not. */
  until(isLive: boolean): Promise<number> {
    return new Promise((resolve) => {
      const look = (): void => {
        if ((this.#status === 'live') !== isLive) return;
        this.#waiting.delete(look);
        resolve(performance.now());
      };
      this.#waiting.add(look);
      look();
    });
  }
}
