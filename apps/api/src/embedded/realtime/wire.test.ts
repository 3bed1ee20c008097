import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { errorReply, joinTopic, okReply, openRawClient } from './testing/raw-client.ts';
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts';

let stack: TestGateway;

beforeAll(async () => {
  stack = await startTestGateway();
});

afterAll(() => stack.stop());

const open = () => openRawClient(stack.url, stack.keys.anonKey);

describe('a channel', () => {
  it('is joined, left and closed with the refs of its join', async () => {
    const client = await open();
    client.send(null, '1', 'phoenix', 'heartbeat', {});
    expect(await client.reply('1')).toEqual(okReply());
    expect(await joinTopic(client, 'realtime:a', '2')).toEqual(okReply({ postgres_changes: [] }));
    client.send('2', '3', 'realtime:a', 'phx_leave', {});
    expect(await client.reply('3')).toEqual(okReply());
    await eventually(() =>
      expect(client.frames.at(-1)).toEqual({
        joinRef: '2',
        ref: '2',
        topic: 'realtime:a',
        event: 'phx_close',
        payload: {},
      }),
    );
    client.socket.close();
  });

  it('needs a name, a good payload and a topic of this server', async () => {
    const client = await open();
    expect(await joinTopic(client, 'realtime:', '1')).toEqual(
      errorReply('TopicNameRequired: You must provide a topic name'),
    );
    expect(await joinTopic(client, 'elsewhere:a', '2')).toEqual(errorReply('unmatched topic'));
    expect(await joinTopic(client, 'realtime:a', '3', { private: 'perhaps' })).toEqual(
      errorReply(expect.stringContaining('InvalidJoinPayload')),
    );
    expect(await joinTopic(client, `realtime:${'x'.repeat(300)}`, '4')).toEqual(errorReply('unmatched topic'));
    expect(await joinTopic(client, 'realtime:a\u0000b', '5', { private: true })).toEqual(errorReply('unmatched topic'));
    client.send(null, '6', 'realtime:never', 'broadcast', { event: 'x', payload: {} });
    expect(await client.reply('6')).toEqual(errorReply('unmatched topic'));
    client.socket.close();
  });

  it('takes booleans as strings, and a publishable key as no token at all', async () => {
    const client = await open();
    const config = { private: 'false', broadcast: { ack: 'true', self: 'true', replication_ready: true } };
    expect(await joinTopic(client, 'realtime:a', '1', config, 'sb_publishable_x')).toMatchObject({ status: 'ok' });
    expect(client.frames.at(-1)).toMatchObject({
      event: 'system',
      payload: { extension: 'system', status: 'ok', message: 'Replication connection established', channel: 'a' },
    });
    client.send('1', '2', 'realtime:a', 'broadcast', { type: 'broadcast', event: 'x', payload: 1 });
    expect(await client.reply('2')).toEqual(okReply());
    expect(client.frames).toContainEqual(
      expect.objectContaining({ event: 'broadcast', payload: { type: 'broadcast', event: 'x', payload: 1 } }),
    );
    client.socket.close();
  });

  it('joined twice on one socket is the second one, and the first is told', async () => {
    const client = await open();
    await joinTopic(client, 'realtime:a', '1');
    await joinTopic(client, 'realtime:a', '2', { broadcast: { ack: true } });
    expect(client.frames).toContainEqual(expect.objectContaining({ event: 'phx_close', joinRef: '1' }));
    client.send('1', '3', 'realtime:a', 'broadcast', { event: 'stale', payload: {} });
    client.send('1', '4', 'realtime:a', 'phx_leave', {});
    client.send('2', '5', 'realtime:a', 'broadcast', { event: 'fresh', payload: {} });
    expect(await client.reply('4')).toEqual(okReply());
    expect(await client.reply('5')).toEqual(okReply());
    expect(client.frames.some(({ ref }) => ref === '3')).toBe(false);
    client.socket.close();
  });

  it('keeps its permission for as long as its token, and asks anew with another', async () => {
    const sub = randomUUID();
    const client = await open();
    const topic = `realtime:user:${sub}`;
    const config = { private: true, broadcast: { ack: true } };
    expect(await joinTopic(client, topic, '1', config, await stack.token({ sub }))).toMatchObject({ status: 'ok' });
    client.send('1', '2', topic, 'presence', { type: 'presence', event: 'track', payload: { n: 1 } });
    expect(await client.reply('2')).toEqual(okReply());
    client.send('1', '3', topic, 'presence', { type: 'presence', event: 'track', payload: 'no map' });
    expect(await client.reply('3')).toEqual(errorReply('InvalidPresencePayload: The presence payload must be a map'));
    client.send('1', null, topic, 'access_token', { access_token: await stack.token({ sub }) });
    client.send('1', '4', topic, 'broadcast', { event: 'x', payload: {} });
    expect(await client.reply('4')).toEqual(okReply());
    client.send('1', null, topic, 'access_token', { access_token: 'not.a.token' });
    await eventually(() => expect(client.frames.at(-1)).toMatchObject({ event: 'phx_close', ref: '1' }));
    expect(client.frames.at(-2)).toMatchObject({ event: 'system', payload: { status: 'error' } });
    client.socket.close();
  });
});
