import { randomUUID } from 'node:crypto';
import { get } from 'node:http';
import { connect as connectTcp } from 'node:net';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { openRawClient, type RawClient } from './testing/raw-client.ts';
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts';

let stack: TestGateway;

beforeAll(async () => {
  stack = await startTestGateway({
    broadcastBytes: 20_000,
    channelsPerConnection: 5,
    joinsPerSecond: 20,
    messagesPerSecond: 100,
    unsentBytes: 200_000,
    silenceMs: 2_000,
  });
});

afterAll(() => stack.stop());

const open = () => openRawClient(stack.url, stack.keys.anonKey);

const okReply = (response: unknown = {}) => ({ status: 'ok', response });
const errorReply = (reason: unknown) => ({ status: 'error', response: { reason } });

async function joinTopic(client: RawClient, topic: string, ref: string, config: unknown = {}, accessToken?: string) {
  client.send(ref, ref, topic, 'phx_join', { config, access_token: accessToken });
  return client.reply(ref);
}

function upgrade(path: string, headers: Record<string, string> = {}): Promise<[number | undefined, unknown]> {
  return new Promise((resolve, reject) => {
    const request = get(stack.url + path, {
      headers: {
        connection: 'upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...headers,
      },
    });
    request.on('error', reject);
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve([response.statusCode, undefined]);
    });
    request.on('response', (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve([response.statusCode, JSON.parse(body)]));
    });
  });
}

describe('the hand-shake', () => {
  const path = '/realtime/v1/websocket';

  it('takes the key from the URL or from a header', async () => {
    expect((await upgrade(`${path}?apikey=${stack.keys.anonKey}&vsn=2.0.0`))[0]).toBe(101);
    expect((await upgrade(path, { 'x-api-key': stack.keys.serviceRoleKey }))[0]).toBe(101);
  });

  it('is refused with JSON that says why', async () => {
    const expired = await stack.token({ lifetimeS: -5 });
    const forged = `${stack.keys.anonKey.slice(0, -6)}AAAAAA`;
    const roleless = await stack.keys.sign({ iss: 'supabase', exp: Math.floor(Date.now() / 1000) + 60 });
    expect(await upgrade(path)).toEqual([401, { error: 'API key is missing' }]);
    expect(await upgrade(`${path}?apikey=x`)).toEqual([401, { error: 'The token provided is not a valid JWT' }]);
    expect(await upgrade(`${path}?apikey=${expired}`)).toEqual([401, { error: 'Token has expired' }]);
    expect(await upgrade(`${path}?apikey=${forged}`)).toEqual([401, { error: 'Failed to validate JWT signature' }]);
    expect(await upgrade(`${path}?apikey=${roleless}`)).toEqual([
      401,
      { error: 'Fields `role` and `exp` are required in JWT' },
    ]);
    expect((await upgrade(`${path}?apikey=${stack.keys.anonKey}&vsn=3.0.0`))[0]).toBe(400);
    expect((await upgrade(`/elsewhere?apikey=${stack.keys.anonKey}`))[0]).toBe(404);
  });

  it('survives a client that hangs up in the middle of it', async () => {
    const { hostname, port } = new URL(stack.url);
    for (let round = 0; round < 20; round++) {
      const socket = connectTcp(Number(port), hostname);
      socket.on('error', () => undefined);
      socket.write(
        `GET ${path}?apikey=${stack.keys.anonKey} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
      );
      socket.resetAndDestroy();
    }
    expect((await upgrade(`${path}?apikey=${stack.keys.anonKey}`))[0]).toBe(101);
  });
});

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

describe('limits', () => {
  it('bound the channels and the joins of a connection', async () => {
    const client = await open();
    for (let n = 1; n <= 5; n++) await joinTopic(client, `realtime:t${n}`, `${n}`);
    expect(await joinTopic(client, 'realtime:t6', '6')).toEqual(
      errorReply('ChannelRateLimitReached: Too many channels'),
    );
    for (let n = 7; n <= 40; n++) client.send(`${n}`, `${n}`, 'realtime:t1', 'phx_join', {});
    expect(await client.reply('40')).toEqual(errorReply('ClientJoinRateLimitReached: Too many joins per second'));
    client.socket.close();
  });

  it('refuse a broadcast that is too large, and cut off a frame that is', async () => {
    const client = await open();
    await joinTopic(client, 'realtime:a', '1', { broadcast: { ack: true } });
    client.send('1', '2', 'realtime:a', 'broadcast', { event: 'x', payload: 'y'.repeat(20_001) });
    expect(await client.reply('2')).toEqual(errorReply('payload_size_exceeded'));
    client.socket.send('z'.repeat(200_000));
    expect(await client.closed).toBe(1009);
  });

  it('end a channel that sends too much', async () => {
    const client = await open();
    await joinTopic(client, 'realtime:a', '1');
    for (let n = 0; n < 150; n++) client.send('1', null, 'realtime:a', 'broadcast', { event: 'x', payload: {} });
    await eventually(() => expect(client.frames).toContainEqual(expect.objectContaining({ event: 'phx_close' })));
    expect(client.frames).toContainEqual(
      expect.objectContaining({
        event: 'system',
        payload: expect.objectContaining({ message: 'Too many messages per second' }),
      }),
    );
    client.socket.close();
  });

  it('cut off who reads too slowly, and nobody else', async () => {
    const [slow, quick, sender] = await Promise.all([open(), open(), open()]);
    for (const client of [slow, quick, sender]) await joinTopic(client, 'realtime:flood', '1');
    slow.socket.pause();
    const payload = 'x'.repeat(19_000);
    const isFlooded = async (): Promise<boolean> => {
      for (let n = 0; n < 80; n++) sender.send('1', null, 'realtime:flood', 'broadcast', { event: 'x', payload });
      await new Promise((resolve) => setTimeout(resolve, 1050));
      return stack.gateway.connectionCount() < 3;
    };
    // The kernel takes some megabytes before anything waits here.
    const beats = [quick, sender, slow].map((client) =>
      setInterval(() => client.send(null, null, 'phoenix', 'heartbeat', {}), 200),
    );
    let rounds = 0;
    while (!(await isFlooded()) && rounds < 12) rounds += 1;
    for (const beat of beats) clearInterval(beat);
    expect(stack.gateway.connectionCount()).toBe(2);
    expect(quick.frames.filter(({ event }) => event === 'broadcast').length).toBeGreaterThanOrEqual(80);
    for (const client of [slow, quick, sender]) client.socket.terminate();
  });

  it('cut off who is silent, and keep who beats', async () => {
    const [silent, beating] = await Promise.all([open(), open()]);
    const beat = setInterval(() => beating.send(null, null, 'phoenix', 'heartbeat', {}), 150);
    expect(await silent.closed).toBe(1006);
    expect(beating.socket.readyState).toBe(beating.socket.OPEN);
    clearInterval(beat);
    beating.socket.close();
  });
});

it('frames of any bytes and JSON of any shape disturb nobody', async () => {
  const [bystander, attacker] = await Promise.all([open(), open()]);
  const beat = setInterval(() => bystander.send(null, null, 'phoenix', 'heartbeat', {}), 150);
  await joinTopic(bystander, 'realtime:calm', '1', { broadcast: { self: true, ack: true } });
  await joinTopic(attacker, 'realtime:calm', '1');
  const text = fc.oneof(fc.constantFrom('realtime:calm', 'phoenix', 'realtime:x', '__proto__'), fc.string());
  const event = fc.oneof(
    fc.constantFrom('phx_join', 'phx_leave', 'broadcast', 'presence', 'access_token', 'heartbeat', 'constructor'),
    fc.string(),
  );
  const frame = fc.oneof(
    fc.tuple(fc.jsonValue(), fc.jsonValue(), text, event, fc.jsonValue()).map((parts) => JSON.stringify(parts)),
    fc.json(),
    fc.string(),
    fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
    fc
      .uint8Array({ maxLength: 40 })
      .map((bytes) => Buffer.from([3, 1, 1, 13, 1, 0, 1, ...Buffer.from('11realtime:calmx'), ...bytes])),
  );
  const seed = Math.trunc(Math.random() * 2 ** 31);
  const numRuns = 1500;
  for (const data of fc.sample(frame, { numRuns, seed })) attacker.socket.send(data);
  bystander.send('1', '2', 'realtime:calm', 'broadcast', { event: 'still', payload: { here: true } });
  expect(await bystander.reply('2'), `seed ${seed}`).toEqual(okReply());
  attacker.send(null, 'alive', 'phoenix', 'heartbeat', {});
  expect(await attacker.reply('alive'), `seed ${seed}`).toEqual(okReply());
  clearInterval(beat);
  for (const client of [bystander, attacker]) client.socket.terminate();
});
