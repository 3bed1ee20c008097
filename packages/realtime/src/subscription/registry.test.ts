import { describe, expect, it } from 'vitest';
import { setUpTopic, topic } from '../testing/follow-topic.ts';
import type { TopicStatus } from './handlers.ts';
import { LEAVE_AFTER_MS } from './registry.ts';
import { JOIN_WITHIN_MS } from './topic.ts';

describe('subscribe', () => {
  it('starts the line, joins and says live', async () => {
    const { environment, server, follow } = setUpTopic();
    const { heard } = follow();
    expect(heard).toEqual(['waiting']);
    await environment.advance(100);
    expect(heard).toEqual(['waiting', 'joining', 'live']);
    server.broadcast(topic, 'booking.created', { id: 'a', version: 1 });
    await environment.advance(10);
    expect(heard.at(-1)).toEqual(['booking.created', { id: 'a', version: 1 }]);
  });

  it('joins once for many subscribers and leaves a while after the last', async () => {
    const { environment, calls, follow } = setUpTopic();
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
    const { environment, calls, follow } = setUpTopic();
    const { unsubscribe } = follow();
    await environment.advance(100);
    unsubscribe();
    await environment.advance(LEAVE_AFTER_MS / 2);
    const { heard } = follow();
    await environment.advance(LEAVE_AFTER_MS * 2);
    expect(calls).toEqual([`join ${topic}`]);
    expect(heard).toEqual(['live']);
  });

  it('does not fall into a loop with a server that accepts a topic and ends it at once', async () => {
    const { environment, server, calls, follow } = setUpTopic();
    let isEnding = true;
    const end = () => {
      server.endTopic(topic, 'RealtimeRestarting: Realtime is restarting, please standby');
      if (isEnding) environment.setTimer(end, 20);
    };
    end();
    follow();
    await environment.advance(60_000);
    isEnding = false;
    expect(calls.filter((call) => call === `join ${topic}`).length).toBeLessThan(25);
  });

  it('asks again for a join that was never answered, on a line that stands', async () => {
    const { environment, server, realtime, calls, follow } = setUpTopic();
    realtime.start();
    await environment.advance(100);
    server.faults.isSilent = true;
    const { heard } = follow();
    await environment.advance(100);
    server.faults.isSilent = false;
    await environment.advance(JOIN_WITHIN_MS + 200);
    expect(heard.at(-1)).toBe('live');
    expect(calls).toEqual([`join ${topic}`, `leave ${topic}`, `join ${topic}`]);
    expect(realtime.metrics().connects).toBe(1);
  });

  it('rejoins a topic that the server ended on a line that stands', async () => {
    const { environment, server, follow } = setUpTopic();
    const { heard } = follow();
    await environment.advance(10_000);
    server.endTopic(topic, 'RealtimeRestarting: Realtime is restarting, please standby');
    await environment.advance(300);
    expect(heard.slice(-3)).toEqual(['live', 'joining', 'live']);
    expect(server.connectionCount).toBe(1);
  });

  it.each(['waiting', 'joining', 'catching-up', 'live'] as const)(
    'leaves nothing behind when a handler that is told %s closes the line',
    async (fatal) => {
      const { environment, server, realtime, follow } = setUpTopic();
      const told: TopicStatus[] = [];
      let isArmed = false;
      const onStatus = (status: TopicStatus) => {
        told.push(status);
        if (isArmed && status === fatal) realtime.close();
      };
      follow({ onStatus, backfill: () => Promise.resolve([]) });
      const { heard } = follow({ backfill: () => Promise.resolve([]) });
      realtime.subscribe('tenant:another', { onEvent: () => {}, onStatus: (status) => heard.push(status) });
      await environment.advance(100);
      isArmed = true;
      server.dropConnections();
      await environment.advance(1_000);
      expect(realtime.getConnection().status).toBe('closed');
      expect([told.at(-1), heard.at(-1)]).toEqual(['waiting', 'waiting']);
      const before = environment.timersSet;
      await environment.advance(3_600_000);
      expect([environment.timerCount, environment.listenerCount, environment.timersSet - before]).toEqual([0, 0, 0]);
    },
  );

  it.each(['RealtimeRestarting: Realtime is restarting, please standby', 'Token has expired'])(
    'asks nothing more when a handler closes the line, being told that the server ended its topic: %s',
    async (reason) => {
      const { environment, server, realtime, calls, follow } = setUpTopic();
      let hasEnded = false;
      follow({
        onStatus: (status) => {
          if (hasEnded && status === 'joining') realtime.close();
        },
      });
      await environment.advance(100);
      hasEnded = true;
      server.endTopic(topic, reason);
      await environment.advance(60_000);
      expect(calls).toEqual([`join ${topic}`]);
      expect(environment.timerCount).toBe(0);
    },
  );

  it('is harmless to use after close', async () => {
    const { environment, realtime, follow } = setUpTopic();
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
