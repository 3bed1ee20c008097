import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { errorReply, joinTopic, okReply, openRawClient } from './testing/raw-client.ts';
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
