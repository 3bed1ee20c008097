import { beforeEach, describe, expect, it } from 'vitest';
import { createRealtime, type Realtime } from '../create-realtime.ts';
import { FakeEnvironment } from '../testing/fake-environment.ts';
import { MemoryServer } from '../transport/memory.ts';
import type { Transport } from '../transport/transport.ts';
import type { TopicHandlers, VersionedRow } from './handlers.ts';
import { LEAVE_AFTER_MS } from './registry.ts';

const topic = 'tenant:own';
const badToken = 'InvalidJWTToken: Token has expired 5 seconds ago';
const noPermission = 'Unauthorized: You do not have permissions to read from this Channel topic: tenant:own';

interface Row extends VersionedRow {
  readonly name: string;
}

describe('subscribe', () => {
  let environment: FakeEnvironment;
  let server: MemoryServer;
  let calls: string[];
  let realtime: Realtime;

  beforeEach(() => {
    environment = new FakeEnvironment();
    server = new MemoryServer({ environment, latencyMs: 5 });
    calls = [];
    realtime = createRealtime({ environment, transport: spied(server.createTransport(), calls) });
  });

  function follow(handlers: Partial<TopicHandlers<Row>> = {}) {
    const heard: unknown[] = [];
    const unsubscribe = realtime.subscribe<Row>(topic, {
      onEvent: (event, payload) => heard.push([event, payload]),
      onRow: (row) => heard.push(row),
      onStatus: (status) => heard.push(status),
      ...handlers,
    });
    return { heard, unsubscribe };
  }

  const reconnect = async () => {
    server.dropConnections();
    await environment.advance(1_000);
  };
  const joins = () => calls.filter((call) => call === `join ${topic}`).length;

  it('starts the line, joins and says live', async () => {
    const { heard } = follow();
    expect(heard).toEqual(['waiting']);
    await environment.advance(100);
    expect(heard).toEqual(['waiting', 'joining', 'live']);
    server.broadcast(topic, 'booking.created', { id: 'a', version: 1 });
    await environment.advance(10);
    expect(heard.at(-1)).toEqual(['booking.created', { id: 'a', version: 1 }]);
  });

  it('joins once for many subscribers and leaves a while after the last', async () => {
    const first = follow();
    const second = follow();
    await environment.advance(100);
    first.unsubscribe();
    first.unsubscribe();
    await environment.advance(LEAVE_AFTER_MS * 2);
    expect(calls).toEqual([`join ${topic}`]);
    second.unsubscribe();
    await environment.advance(LEAVE_AFTER_MS - 1);
    expect(calls).toEqual([`join ${topic}`]);
    await environment.advance(1);
    expect(calls).toEqual([`join ${topic}`, `leave ${topic}`]);
  });

  it('neither leaves nor joins again when a subscriber is replaced within the grace time', async () => {
    const { unsubscribe } = follow();
    await environment.advance(100);
    unsubscribe();
    await environment.advance(LEAVE_AFTER_MS / 2);
    const { heard } = follow();
    await environment.advance(LEAVE_AFTER_MS * 2);
    expect(calls).toEqual([`join ${topic}`]);
    expect(heard).toEqual(['live']);
  });

  it('holds live messages during the backfill, drops what is old, and says live last', async () => {
    const rows = Promise.withResolvers<Row[]>();
    const { heard } = follow({ backfill: () => rows.promise });
    await environment.advance(100);
    server.broadcast(topic, 'booking.changed', { id: 'a', version: 1 });
    server.broadcast(topic, 'booking.changed', { id: 'a', version: 3 });
    server.broadcast(topic, 'insights.tick', { views: 7 });
    await environment.advance(100);
    expect(heard).toEqual(['waiting', 'joining', 'catching-up']);
    rows.resolve([{ id: 'a', version: 2, name: 'Giulia' }]);
    await environment.advance(0);
    expect(heard.slice(3)).toEqual([
      { id: 'a', version: 2, name: 'Giulia' },
      ['booking.changed', { id: 'a', version: 3 }],
      ['insights.tick', { views: 7 }],
      'live',
    ]);
  });

  it('asks after a reconnect for what changed since the last backfill, less a minute, whatever came live since', async () => {
    const asked: (string | null)[] = [];
    const { heard } = follow({
      backfill: (sinceIso) => {
        asked.push(sinceIso);
        return Promise.resolve([{ id: 'a', version: 1, name: 'Tom', updatedAt: '2026-05-01T10:00:00.000Z' }]);
      },
    });
    await environment.advance(100);
    server.broadcast(topic, 'booking.changed', { id: 'a', version: 2, committedAt: '2026-05-01T10:30:00.000Z' });
    await environment.advance(10);
    await reconnect();
    expect(asked).toEqual([null, '2026-05-01T09:59:00.000Z']);
    expect(heard.slice(-4)).toEqual(['waiting', 'joining', 'catching-up', 'live']);
    expect(heard.filter((entry) => typeof entry === 'object' && entry !== null && 'name' in entry)).toHaveLength(1);
  });

  it('does not let the count of a tick hide a change of the row it is about', async () => {
    const { heard } = follow();
    await environment.advance(100);
    server.broadcast(topic, 'insights.tick', { id: 'widget', version: 50 });
    server.broadcast(topic, 'widget_config.changed', { id: 'widget', version: 3 });
    server.broadcast(topic, 'insights.tick', { id: 'widget', version: 1 });
    await environment.advance(10);
    expect(heard.slice(-3)).toEqual([
      ['insights.tick', { id: 'widget', version: 50 }],
      ['widget_config.changed', { id: 'widget', version: 3 }],
      ['insights.tick', { id: 'widget', version: 1 }],
    ]);
  });

  it('repeats a backfill that fails, with back-off, and goes on catching up meanwhile', async () => {
    let tries = 0;
    const { heard } = follow({
      backfill: () =>
        ++tries < 4 ? Promise.reject(new Error('502')) : Promise.resolve([{ id: 'a', version: 1, name: 'Yuki' }]),
    });
    await environment.advance(400);
    expect(heard.at(-1)).toBe('catching-up');
    await environment.advance(1_000);
    expect(tries).toBe(4);
    expect(heard.slice(-2)).toEqual([{ id: 'a', version: 1, name: 'Yuki' }, 'live']);
  });

  it('ignores the answer of a backfill that belongs to an earlier line', async () => {
    const first = Promise.withResolvers<Row[]>();
    const answers = [first.promise, Promise.resolve([{ id: 'a', version: 2, name: 'new' }])];
    const { heard } = follow({ backfill: () => answers.shift() ?? Promise.resolve([]) });
    await environment.advance(100);
    await reconnect();
    first.resolve([{ id: 'b', version: 1, name: 'late' }]);
    await environment.advance(100);
    expect(heard).not.toContainEqual({ id: 'b', version: 1, name: 'late' });
    expect(heard.at(-1)).toBe('live');
  });

  it('tells a subscriber nothing once it has ended, even in the middle of its rows', async () => {
    const names: string[] = [];
    const { unsubscribe } = follow({
      backfill: () =>
        Promise.resolve([
          { id: 'a', version: 1, name: 'first' },
          { id: 'b', version: 1, name: 'second' },
        ]),
      onRow: ({ name }) => {
        names.push(name);
        unsubscribe();
      },
      onStatus: (status) => names.push(status),
    });
    await environment.advance(100);
    expect(names).toEqual(['waiting', 'joining', 'catching-up', 'first']);
  });

  it('renews a refused token once and joins with the new one', async () => {
    server.faults.refusedTopics.set(topic, badToken);
    const { heard } = follow();
    await environment.advance(9);
    server.faults.refusedTopics.clear();
    await environment.advance(100);
    expect(heard.at(-1)).toBe('live');
    expect(realtime.getConnection().status).toBe('online');
  });

  it('is unauthorized after the second refusal, and joins no more', async () => {
    server.faults.refusedTopics.set(topic, badToken);
    const { heard } = follow();
    await environment.advance(3_600_000);
    expect(calls).toEqual([`join ${topic}`, 'renew', `join ${topic}`]);
    expect(realtime.getConnection()).toEqual({ status: 'unauthorized', reason: badToken });
    expect(heard.at(-1)).toBe('waiting');
    server.faults.refusedTopics.clear();
    realtime.retry();
    await environment.advance(100);
    expect(heard.at(-1)).toBe('live');
  });

  it('is unauthorized at once when there is no new token to be had', async () => {
    server.faults.refusedTopics.set(topic, badToken);
    server.faults.renewal = 'none';
    follow();
    await environment.advance(1_000);
    expect(calls).toEqual([`join ${topic}`, 'renew']);
    expect(realtime.getConnection().status).toBe('unauthorized');
  });

  it('tries again when the new token could not be asked for', async () => {
    server.faults.refusedTopics.set(topic, badToken);
    server.faults.renewal = 'unreachable';
    const { heard } = follow();
    await environment.advance(3_000);
    expect(realtime.getConnection().status).toBe('online');
    server.faults.refusedTopics.clear();
    await environment.advance(10_000);
    expect(heard.at(-1)).toBe('live');
  });

  it('refuses one topic and keeps the line when only the permission is missing', async () => {
    server.faults.refusedTopics.set(topic, noPermission);
    const { heard } = follow();
    await environment.advance(60_000);
    expect(calls).toEqual([`join ${topic}`, 'renew', `join ${topic}`]);
    expect(heard.at(-1)).toBe('refused');
    expect(realtime.getConnection().status).toBe('online');
    server.faults.refusedTopics.clear();
    realtime.retry();
    await environment.advance(100);
    expect(heard.at(-1)).toBe('live');
  });

  it('does not fall into a loop with a server that accepts a topic and ends it at once', async () => {
    const endings = setEndings();
    follow();
    await environment.advance(60_000);
    endings.stop();
    expect(joins()).toBeLessThan(25);
  });

  function setEndings() {
    let isEnding = true;
    const end = () => {
      server.endTopic(topic, 'RealtimeRestarting: Realtime is restarting, please standby');
      if (isEnding) environment.setTimer(end, 20);
    };
    end();
    return { stop: () => (isEnding = false) };
  }

  it('rejoins a topic that the server ended on a line that stands', async () => {
    const { heard } = follow();
    await environment.advance(10_000);
    server.endTopic(topic, 'RealtimeRestarting: Realtime is restarting, please standby');
    await environment.advance(300);
    expect(heard.slice(-3)).toEqual(['live', 'joining', 'live']);
    expect(server.connectionCount).toBe(1);
  });

  it('is harmless to use after close', async () => {
    const { unsubscribe } = follow();
    await environment.advance(100);
    realtime.close();
    unsubscribe();
    const { heard, unsubscribe: again } = follow();
    await environment.advance(60_000);
    again();
    expect(heard).toEqual(['waiting']);
    expect(environment.timerCount).toBe(0);
  });
});

function spied(transport: Transport, calls: string[]): Transport {
  return {
    open: () => transport.open(),
    close: () => transport.close(),
    ping: () => transport.ping(),
    join: (name) => {
      calls.push(`join ${name}`);
      transport.join(name);
    },
    leave: (name) => {
      calls.push(`leave ${name}`);
      transport.leave(name);
    },
    renewToken: () => {
      calls.push('renew');
      return transport.renewToken();
    },
    listen: (listener) => transport.listen(listener),
  };
}
