import { beforeEach, describe, expect, it } from 'vitest';
import { createRealtime, type Realtime } from '../src/create-realtime.ts';
import { LONGEST_POLLING_WAIT_MS, LONGEST_WAIT_MS } from '../src/connection/backoff.ts';
import type { TopicHandlers } from '../src/subscription/handlers.ts';
import { FakeEnvironment, MemoryPollSource, MemoryServer } from '../src/testing/index.ts';
import { createPollingTransport, POLL_EVERY_MS } from '../src/transport/polling.ts';

const topic = 'tenant:own';

let environment: FakeEnvironment;
let server: MemoryServer;
let source: MemoryPollSource;
let realtime: Realtime;
let statuses: string[];

beforeEach(() => {
  environment = new FakeEnvironment();
  server = new MemoryServer({ environment, latencyMs: 5 });
  source = new MemoryPollSource(environment, 10);
  realtime = createRealtime({
    environment,
    transport: server.createTransport(),
    polling: createPollingTransport({ source, environment }),
  });
  statuses = [];
  realtime.onConnectionChange(({ status }) => statuses.at(-1) !== status && statuses.push(status));
});

function follow(handlers: Partial<TopicHandlers> = {}): unknown[] {
  const heard: unknown[] = [];
  realtime.subscribe(topic, {
    onEvent: (event) => heard.push(event),
    onRow: ({ id, version }) => heard.push(`${id} ${version}`),
    onStatus: (status) => heard.push(status),
    ...handlers,
  });
  return heard;
}

async function startBlocked(): Promise<void> {
  server.faults.connections = 'refuse';
  realtime.start();
  await environment.advance(2_000);
  expect(realtime.getConnection().status).toBe('polling');
}

describe('where sockets are blocked and HTTP is not', () => {
  it('says polling within seconds, and delivers what changed by the backfills', async () => {
    let version = 1;
    const heard = follow({ backfill: () => Promise.resolve([{ id: 'a', version }]) });
    await startBlocked();
    expect(statuses).toEqual(['connecting', 'reconnecting', 'polling']);
    expect(heard).toEqual(['waiting', 'joining', 'catching-up', 'a 1', 'live']);
    version = 2;
    source.change(topic);
    await environment.advance(POLL_EVERY_MS * 1.2);
    expect(heard.slice(5)).toEqual(['a 2']);
    await environment.advance(60_000);
    expect(heard.slice(6)).toEqual([]);
  });

  it('fetches once more what changed while it fetched', async () => {
    let version = 1;
    const heard = follow({
      backfill: async () => {
        const row = { id: 'a', version };
        await new Promise<void>((resolve) => void environment.setTimer(resolve, 1_000));
        return [row];
      },
    });
    await startBlocked();
    await environment.advance(2_000);
    for (const changed of [2, 3]) {
      version = changed;
      source.change(topic);
      environment.signal('focused');
      await environment.advance(500);
    }
    // The poll that told of it came within the fetch, and no later one tells of it again.
    await environment.advance(60_000);
    expect(heard.slice(4)).toEqual(['live', 'a 2', 'a 3']);
  });

  it('does not go on saying live while it cannot fetch what it was told of', async () => {
    let version = 1;
    let isFailing = false;
    const backfill = () => (isFailing ? Promise.reject(new Error('502')) : Promise.resolve([{ id: 'a', version }]));
    const heard = follow({ backfill });
    await startBlocked();
    isFailing = true;
    version = 2;
    source.change(topic);
    await environment.advance(600_000);
    expect(realtime.getConnection().status).toBe('polling');
    expect(heard.slice(4)).toEqual(['live', 'catching-up']);
    isFailing = false;
    await environment.advance(LONGEST_WAIT_MS);
    expect(heard.slice(6)).toEqual(['a 2', 'live']);
  });

  it('says live only after the join is answered, whatever is told meanwhile', async () => {
    const polled = source.poll.bind(source);
    let polls = 0;
    source.poll = async (name, tag) => {
      polls += 1;
      // The join's own question, and not those that follow by the clock.
      if (polls === 1) await new Promise<void>((resolve) => void environment.setTimer(resolve, 9_000));
      return polled(name, tag);
    };
    const heard = follow({ backfill: () => Promise.resolve([]) });
    await startBlocked();
    await environment.advance(60_000);
    expect(heard).toEqual(['waiting', 'joining', 'catching-up', 'live']);
  });

  it('asks at once when somebody looks', async () => {
    let version = 1;
    const heard = follow({ backfill: () => Promise.resolve([{ id: 'a', version }]) });
    await startBlocked();
    version = 2;
    source.change(topic);
    environment.signal('focused');
    await environment.advance(100);
    expect(heard.at(-1)).toBe('a 2');
  });

  it('stays quiet to those who render: one state for hours, but for the tries', async () => {
    await startBlocked();
    const seen: unknown[] = [];
    realtime.onConnectionChange((state) => seen.push(state));
    const triesBefore = realtime.metrics().failures.refused;
    await environment.advance(3_600_000);
    const tries = realtime.metrics().failures.refused - triesBefore;
    expect(tries).toBeGreaterThan(3_600_000 / LONGEST_POLLING_WAIT_MS);
    expect(tries).toBeLessThan(70);
    // Begun and failed.
    expect(seen).toHaveLength(2 * tries);
    expect(statuses).toEqual(['connecting', 'reconnecting', 'polling']);
  });

  it('returns to sockets by itself when they are open again, and catches up', async () => {
    let version = 1;
    const heard = follow({ backfill: () => Promise.resolve([{ id: 'a', version }]) });
    await startBlocked();
    await environment.advance(600_000);
    server.faults.connections = 'accept';
    version = 2;
    await environment.advance(LONGEST_POLLING_WAIT_MS);
    expect(statuses.at(-1)).toBe('online');
    expect(heard.slice(-5)).toEqual(['waiting', 'joining', 'catching-up', 'a 2', 'live']);
    server.broadcast(topic, 'booking.created', { id: 'b', version: 1 });
    await environment.advance(100);
    expect(heard.at(-1)).toBe('booking.created');
  });

  it('returns at once when somebody looks and the filter is gone', async () => {
    await startBlocked();
    await environment.advance(600_000);
    server.faults.connections = 'accept';
    environment.signal('visible');
    await environment.advance(100);
    expect(statuses.at(-1)).toBe('online');
  });

  it('asks nothing over HTTP once a socket stands', async () => {
    follow();
    await startBlocked();
    server.faults.connections = 'accept';
    realtime.retry();
    await environment.advance(1_000);
    source.probe = () => Promise.reject(new Error('asked'));
    source.poll = () => Promise.reject(new Error('asked'));
    await environment.advance(600_000);
    expect(realtime.getConnection().status).toBe('online');
    expect(environment.timerCount).toBe(1);
  });

  it('polls too where a socket is stuck in connecting', async () => {
    server.faults.connections = 'hang';
    realtime.start();
    await environment.advance(31_000);
    expect(realtime.getConnection()).toMatchObject({ status: 'polling', cause: 'connect-timeout' });
  });
});

describe('where HTTP is gone too', () => {
  it('never says polling in an outage, and is back within the cap', async () => {
    source.isUp = false;
    server.faults.connections = 'refuse';
    realtime.start();
    await environment.advance(600_000);
    expect(statuses).toEqual(['connecting', 'reconnecting']);
    source.isUp = true;
    server.faults.connections = 'accept';
    await environment.advance(LONGEST_WAIT_MS + 10);
    expect(statuses).toEqual(['connecting', 'reconnecting', 'online']);
  });

  it('ends polling with the second question in a row without an answer', async () => {
    await startBlocked();
    source.isUp = false;
    await environment.advance(POLL_EVERY_MS * 2.4 + 100);
    expect(statuses.slice(2)).toEqual(['polling', 'reconnecting']);
    source.isUp = true;
    await environment.advance(30_000);
    expect(statuses.at(-1)).toBe('polling');
  });

  it('says offline at once when the browser does', async () => {
    await startBlocked();
    source.isUp = false;
    environment.setNetwork(false);
    expect(statuses.at(-1)).toBe('offline');
    await environment.advance(60_000);
    expect(statuses.at(-1)).toBe('offline');
  });
});

it('is unauthorized when polling is refused for the token, and asks no more', async () => {
  source.refusedTopics.set(topic, 'InvalidJWTToken: HTTP 401');
  follow();
  server.faults.connections = 'refuse';
  realtime.start();
  await environment.advance(3_000);
  expect(realtime.getConnection()).toEqual({ status: 'unauthorized', reason: 'InvalidJWTToken: HTTP 401' });
  expect(environment.timerCount).toBe(0);
});

it('leaves nothing behind when closed while polling', async () => {
  follow();
  await startBlocked();
  realtime.close();
  await environment.advance(60_000);
  expect([environment.timerCount, environment.listenerCount]).toEqual([0, 0]);
});
