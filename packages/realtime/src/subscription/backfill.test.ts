import { describe, expect, it } from 'vitest';
import { BACKFILL_WITHIN_AT_MOST_MS, BACKFILL_WITHIN_MS, HELD_AT_MOST } from './subscriber.ts';
import { setUpTopic, topic, type Row } from '../testing/follow-topic.ts';

describe('catching up', () => {
  it('holds live messages during the backfill, drops what is old, and says live last', async () => {
    const { environment, server, follow } = setUpTopic();
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
    const { environment, server, follow, reconnect } = setUpTopic();
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
    const { environment, server, follow } = setUpTopic();
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
    const { environment, follow } = setUpTopic();
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

  it('asks again for a backfill that never ends, on a dead connection, ever more patiently', async () => {
    const { environment, follow } = setUpTopic();
    const signals: AbortSignal[] = [];
    const { heard } = follow({
      backfill: (_sinceIso, signal) => {
        signals.push(signal);
        return signals.length < 3 ? new Promise(() => {}) : Promise.resolve([{ id: 'a', version: 1, name: 'Ines' }]);
      },
    });
    await environment.advance(100);
    await environment.advance(BACKFILL_WITHIN_MS + 200);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    await environment.advance(BACKFILL_WITHIN_MS + 200);
    expect(signals).toHaveLength(2);
    await environment.advance(BACKFILL_WITHIN_MS + 400);
    expect(heard.slice(-2)).toEqual([{ id: 'a', version: 1, name: 'Ines' }, 'live']);
    expect(signals).toHaveLength(3);
  });

  it('never waits longer for one answer than the longest, however many tries came to nothing', async () => {
    const { environment, follow } = setUpTopic();
    const signals: AbortSignal[] = [];
    follow({
      backfill: (_sinceIso, signal) => {
        signals.push(signal);
        return signals.length <= 30 ? Promise.reject(new Error('502')) : new Promise(() => {});
      },
    });
    await environment.advance(300_000);
    const asked = signals.length;
    expect(asked).toBeGreaterThan(30);
    await environment.advance(4 * BACKFILL_WITHIN_AT_MOST_MS);
    // Each with half of the longest back-off after it.
    expect(signals.length - asked).toBeGreaterThanOrEqual(3);
  });

  it('takes one that throws before it asks for one that failed', async () => {
    const { environment, follow } = setUpTopic();
    let tries = 0;
    const { heard } = follow({
      backfill: () => {
        tries += 1;
        if (tries === 1) throw new Error('no address');
        return Promise.resolve([]);
      },
    });
    await environment.advance(1_000);
    expect(heard.at(-1)).toBe('live');
    expect(tries).toBe(2);
    expect(environment.timerCount).toBe(1);
  });

  it('drops what it holds where that is too much, and asks once more before it says live', async () => {
    const { environment, server, follow } = setUpTopic();
    const first = Promise.withResolvers<Row[]>();
    const answers = [first.promise, Promise.resolve([{ id: 'a', version: 2_000, name: 'all of it' }])];
    const { heard } = follow({ backfill: () => answers.shift() ?? Promise.resolve([]) });
    await environment.advance(100);
    for (let version = 1; version <= HELD_AT_MOST + 1; version++) {
      server.broadcast(topic, 'booking.changed', { id: 'a', version });
    }
    await environment.advance(100);
    first.resolve([{ id: 'a', version: 1, name: 'old' }]);
    await environment.advance(100);
    expect(heard.slice(3)).toEqual([
      { id: 'a', version: 1, name: 'old' },
      { id: 'a', version: 2_000, name: 'all of it' },
      'live',
    ]);
  });

  it('delivers all that it holds where that is just not too much', async () => {
    const { environment, server, follow } = setUpTopic();
    const rows = Promise.withResolvers<Row[]>();
    const { heard } = follow({ backfill: () => rows.promise });
    await environment.advance(100);
    for (let version = 1; version <= HELD_AT_MOST; version++) {
      server.broadcast(topic, 'booking.changed', { id: 'a', version });
    }
    await environment.advance(100);
    rows.resolve([]);
    await environment.advance(100);
    expect(heard).toHaveLength(3 + HELD_AT_MOST + 1);
  });

  it('tells a backfill under way that nobody waits for it any more when the line is lost', async () => {
    const { environment, server, follow } = setUpTopic();
    const signals: AbortSignal[] = [];
    follow({
      backfill: (_sinceIso, signal) => {
        signals.push(signal);
        return new Promise(() => {});
      },
    });
    await environment.advance(100);
    server.dropConnections();
    await environment.advance(10);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('ignores the answer of a backfill that belongs to an earlier line', async () => {
    const { environment, follow, reconnect } = setUpTopic();
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
    const { environment, follow } = setUpTopic();
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
});
