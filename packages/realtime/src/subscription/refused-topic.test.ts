import { describe, expect, it } from 'vitest';
import { STABLE_AFTER_MS } from '../connection/backoff.ts';
import { setUpTopic, topic } from '../testing/follow-topic.ts';

const badToken = 'InvalidJWTToken: Token has expired 5 seconds ago';
const noPermission = 'Unauthorized: You do not have permissions to read from this Channel topic: tenant:own';

describe('a topic that is refused', () => {
  it('renews a refused token once and joins with the new one', async () => {
    const { environment, server, realtime, follow } = setUpTopic();
    server.faults.refusedTopics.set(topic, badToken);
    const { heard } = follow();
    await environment.advance(9);
    server.faults.refusedTopics.clear();
    await environment.advance(100);
    expect(heard.at(-1)).toBe('live');
    expect(realtime.getConnection().status).toBe('online');
  });

  it('is unauthorized after the second refusal, and joins no more', async () => {
    const { environment, server, realtime, calls, follow } = setUpTopic();
    server.faults.refusedTopics.set(topic, badToken);
    const { heard } = follow();
    await environment.advance(60_000);
    expect(calls).toEqual([`join ${topic}`, 'renew', `join ${topic}`]);
    expect(realtime.getConnection()).toEqual({ status: 'unauthorized', reason: badToken });
    expect(heard.at(-1)).toBe('waiting');
    server.faults.refusedTopics.clear();
    realtime.retry();
    await environment.advance(100);
    expect(heard.at(-1)).toBe('live');
  });

  it('is unauthorized after one renewal, too, with a server that takes each join and ends it at once for its token', async () => {
    const { environment, server, realtime, calls, follow } = setUpTopic();
    const { heard } = follow();
    const judge = () => {
      server.endTopic(topic, badToken);
      if (environment.now() < endsAt) environment.setTimer(judge, 20);
    };
    const endsAt = environment.now() + 60_000;
    judge();
    await environment.advance(120_000);
    expect(calls).toEqual([`join ${topic}`, 'renew', `join ${topic}`]);
    expect(realtime.getConnection()).toEqual({ status: 'unauthorized', reason: badToken });
    expect(heard.filter((status) => status === 'live')).toHaveLength(2);
  });

  it('renews again for a token that expires on a topic that held', async () => {
    const { environment, server, calls, follow } = setUpTopic();
    const { heard } = follow();
    for (let expiry = 0; expiry < 3; expiry++) {
      await environment.advance(STABLE_AFTER_MS + 1_000);
      server.endTopic(topic, badToken);
    }
    await environment.advance(1_000);
    expect(calls.filter((call) => call === 'renew')).toHaveLength(3);
    expect(heard.at(-1)).toBe('live');
  });

  it('is unauthorized at once when there is no new token to be had', async () => {
    const { environment, server, realtime, calls, follow } = setUpTopic();
    server.faults.refusedTopics.set(topic, badToken);
    server.faults.renewal = 'none';
    follow();
    await environment.advance(1_000);
    expect(calls).toEqual([`join ${topic}`, 'renew']);
    expect(realtime.getConnection().status).toBe('unauthorized');
  });

  it('tries again when the new token could not be asked for', async () => {
    const { environment, server, realtime, follow } = setUpTopic();
    server.faults.refusedTopics.set(topic, badToken);
    server.faults.renewal = 'unreachable';
    const { heard } = follow();
    await environment.advance(3_000);
    expect(realtime.getConnection().status).toBe('online');
    server.faults.refusedTopics.clear();
    await environment.advance(10_000);
    expect(heard.at(-1)).toBe('live');
  });

  it.each(['granted', 'unreachable'] as const)('does not wait for ever for a new token, then %s', async (renewal) => {
    const { environment, server, realtime, calls, follow } = setUpTopic();
    server.faults.refusedTopics.set(topic, badToken);
    server.faults.renewal = 'hang';
    const { heard } = follow();
    await environment.advance(5_000);
    expect(calls).toEqual([`join ${topic}`, 'renew']);
    server.faults.renewal = renewal;
    server.faults.refusedTopics.clear();
    await environment.advance(20_000);
    expect(heard.at(-1)).toBe('live');
    expect(realtime.getConnection().status).toBe('online');
  });

  it('refuses one topic and keeps the line when only the permission is missing', async () => {
    const { environment, server, realtime, calls, follow } = setUpTopic();
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
});
