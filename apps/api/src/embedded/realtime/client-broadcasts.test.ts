import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts';
import { changeToken, connect, disconnectAll, join, joinPrivately } from './testing/supabase-clients.ts';

let stack: TestGateway;

beforeAll(async () => {
  stack = await startTestGateway();
});

afterEach(disconnectAll);

afterAll(() => stack.stop());

describe('broadcasts between clients', () => {
  it('reach the others, and the sender only if it wants them', async () => {
    const [speaker, echo, listener] = await Promise.all([
      join(await connect(stack), 'chat', { broadcast: { ack: true } }),
      join(await connect(stack, undefined, '1.0.0'), 'chat', { broadcast: { self: true } }),
      join(await connect(stack), 'chat'),
    ]);
    expect(await speaker?.channel.send({ type: 'broadcast', event: 'said', payload: { text: 'ciao' } })).toBe('ok');
    await eventually(() => expect(listener?.broadcasts).toHaveLength(1));
    expect(listener?.broadcasts[0]).toMatchObject({ type: 'broadcast', event: 'said', payload: { text: 'ciao' } });
    await echo?.channel.send({ type: 'broadcast', event: 'echoed', payload: { n: 1 } });
    await eventually(() => expect(echo?.broadcasts.map(({ event }) => event)).toEqual(['said', 'echoed']));
    await eventually(() => expect(speaker?.broadcasts.map(({ event }) => event)).toEqual(['echoed']));
  });

  it('go nowhere on a private channel where the caller may only read', async () => {
    const token = await stack.token();
    const reader = await join(await connect(stack, token), 'news', {
      private: true,
      broadcast: { ack: true, self: true },
    });
    const other = await joinPrivately(await connect(stack, await stack.token()), 'news');
    expect(await reader.channel.send({ type: 'broadcast', event: 'forged', payload: {} })).toBe('error');
    expect([reader.broadcasts, other.broadcasts]).toEqual([[], []]);
  });

  it('pass on a private channel where a policy lets the caller write', async () => {
    const sub = randomUUID();
    const token = await stack.token({ sub });
    const writer = await join(await connect(stack, token), `user:${sub}`, { private: true, broadcast: { ack: true } });
    const other = await joinPrivately(await connect(stack, token), `user:${sub}`);
    expect(await writer.channel.send({ type: 'broadcast', event: 'said', payload: { n: 1 } })).toBe('ok');
    await eventually(() => expect(other.broadcasts).toMatchObject([{ event: 'said', payload: { n: 1 } }]));
  });

  it('can be sent by HTTP, privately only where the caller may write', async () => {
    const sub = randomUUID();
    const token = await stack.token({ sub });
    const topic = `user:${sub}`;
    const inPrivate = await joinPrivately(await connect(stack, token), topic);
    const inPublic = await join(await connect(stack), topic);
    const post = (bearer: string, messages: unknown) =>
      fetch(`${stack.url}/realtime/v1/api/broadcast`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', apikey: stack.keys.anonKey, authorization: `Bearer ${bearer}` },
        body: JSON.stringify({ messages }),
      });
    const message = { topic, event: 'by_http', payload: { n: 1 }, private: true };
    expect((await post(stack.keys.anonKey, [message])).status).toBe(202);
    expect((await post(token, [message, { ...message, private: false, payload: { n: 2 } }])).status).toBe(202);
    expect((await post(token, [{ topic: 7 }])).status).toBe(422);
    expect((await post('x', [message])).status).toBe(401);
    const sender = (await connect(stack, token)).channel(topic, { config: { private: true } });
    expect(await sender.httpSend('by_name', { n: 3 })).toEqual({ success: true });
    await eventually(() => expect(inPrivate.broadcasts.map(({ payload }) => payload['n'])).toEqual([1, 3]));
    expect(inPublic.broadcasts.map(({ payload }) => payload['n'])).toEqual([2]);
  });
});

describe('presence', () => {
  it('tells who is there, who comes, changes and goes', async () => {
    const watcher = (await connect(stack)).channel('table', {
      config: { presence: { key: 'watcher', enabled: true } },
    });
    const seen: string[] = [];
    watcher.on('presence', { event: 'join' }, ({ key }) => seen.push(`join ${key}`));
    watcher.on('presence', { event: 'leave' }, ({ key }) => seen.push(`leave ${key}`));
    await new Promise((resolve) => watcher.subscribe(resolve));

    const client = await connect(stack);
    const guest = await join(client, 'table', { presence: { key: 'guest' } });
    expect(await guest.channel.track({ name: 'Ada' })).toBe('ok');
    await eventually(() => expect(watcher.presenceState()['guest']).toMatchObject([{ name: 'Ada' }]));
    expect(await guest.channel.track({ name: 'Bo' })).toBe('ok');
    await eventually(() => expect(watcher.presenceState()['guest']).toMatchObject([{ name: 'Bo' }]));
    const late = await join(await connect(stack), 'table', { presence: { enabled: true } });
    await eventually(() => expect(Object.keys(late.channel.presenceState())).toEqual(['guest']));
    expect(await guest.channel.untrack()).toBe('ok');
    await eventually(() => expect(watcher.presenceState()).toEqual({}));
    await guest.channel.track({ name: 'Ada' });
    await client.realtime.disconnect();
    await eventually(() => expect(watcher.presenceState()).toEqual({}));
    expect(seen).toContain('join guest');
    expect(seen).toContain('leave guest');
  });

  it('ends when its client says so, also where it may not be present any more', async () => {
    const sub = randomUUID();
    const client = await connect(stack, await stack.token({ sub }));
    const watcher = await join(await connect(stack, await stack.token({ sub })), `user:${sub}`, {
      private: true,
      presence: { key: 'watcher', enabled: true },
    });
    const guest = await join(client, `user:${sub}`, { private: true, presence: { key: 'guest' } });
    expect(await guest.channel.track({ n: 1 })).toBe('ok');
    await eventually(() => expect(Object.keys(watcher.channel.presenceState())).toEqual(['guest']));
    await stack.owner.query('alter policy write_own on realtime.messages with check (false)');
    await changeToken(client, await stack.token({ sub }));
    expect(await guest.channel.track({ n: 2 })).toBe('error');
    expect(await guest.channel.untrack()).toBe('ok');
    await eventually(() => expect(watcher.channel.presenceState()).toEqual({}));
    await stack.owner.query(
      `alter policy write_own on realtime.messages with check (topic = 'user:' || (select auth.uid())::text)`,
    );
  });
});
