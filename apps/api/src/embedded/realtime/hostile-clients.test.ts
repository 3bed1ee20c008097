import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { errorReply, joinTopic, okReply, openRawClient } from './testing/raw-client.ts';
import { serveGateway } from './testing/serve-gateway.ts';
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts';

const sub = randomUUID();

let stack: TestGateway;

beforeAll(async () => {
  stack = await startTestGateway({
    broadcastBytes: 20_000,
    joinBytes: 10_000,
    channelsPerConnection: 5,
    joinsPerSecond: 20,
    messagesPerSecond: 100,
    unsentBytes: 200_000,
    silenceMs: 2_000,
    waitingBytes: 100_000,
    unjoinedBytes: 12_500,
    framesPerSecond: 400,
    frameBytesPerSecond: 5_000_000,
    topic: { channels: 4, messagesPerSecond: 80, bytesPerSecond: 5_000_000, deliveredBytesPerSecond: 1e9 },
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
    const other = await open();
    for (let n = 1; n <= 8; n++) other.send(`${n}`, `${n}`, `realtime:at-once-${n}`, 'phx_join', {});
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => other.reply(`${n + 1}`)));
    expect(answers.filter((answer) => JSON.stringify(answer).includes('Too many channels'))).toHaveLength(3);
    other.socket.close();
    for (let n = 7; n <= 40; n++) client.send(`${n}`, `${n}`, 'realtime:t1', 'phx_join', {});
    expect(await client.reply('40')).toEqual(errorReply('ClientJoinRateLimitReached: Too many joins per second'));
    client.socket.close();
  });

  it('bound the channels of a topic, and leave room when one ends', async () => {
    const clients = await Promise.all(Array.from({ length: 5 }, open));
    const [first, , , , last] = clients;
    const answers = await Promise.all(clients.map((client) => joinTopic(client, 'realtime:full', '1')));
    const full = errorReply('ConnectionRateLimitReached: Too many connected users');
    expect(answers.filter((answer) => JSON.stringify(answer) === JSON.stringify(full))).toHaveLength(1);
    for (const client of [first, last]) client?.socket.close();
    await eventually(() => expect(stack.gateway.connectionCount()).toBe(3));
    const [next, tooLate, room] = await Promise.all([open(), open(), open()]);
    expect(await joinTopic(next, 'realtime:full', '1')).toMatchObject({ status: 'ok' });
    expect(await joinTopic(room, 'realtime:elsewhere', '1')).toMatchObject({ status: 'ok' });
    await joinTopic(tooLate, 'realtime:full', '1');
    expect(await joinTopic(room, 'realtime:full', '2')).toEqual(full);
    for (const client of [...clients, next, tooLate, room]) client.socket.terminate();
  });

  it('bound what all senders on a topic send together, and end nobody for it', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    for (const client of [one, other]) {
      await joinTopic(client, 'realtime:busy', '1', { broadcast: { ack: true } });
      for (let n = 2; n <= 60; n++) client.send('1', `${n}`, 'realtime:busy', 'broadcast', { event: 'x', payload: {} });
    }
    const answers = await Promise.all(
      [one, other].flatMap((client) => Array.from({ length: 59 }, (_, n) => client.reply(`${n + 2}`))),
    );
    expect(answers).toContainEqual(errorReply('Too many messages per second'));
    expect(answers).toContainEqual(okReply());
    for (const client of [one, other]) {
      expect(client.frames.map(({ event }) => event)).not.toContain('phx_close');
      client.socket.terminate();
    }
  });

  it('read no more of a client while too much of it waits, and then the rest', async () => {
    const client = await openRawClient(stack.url, await stack.token({ sub }));
    await joinTopic(client, `realtime:user:${sub}`, '1', { private: true, broadcast: { ack: true } });
    const blocker = await stack.owner.connect();
    await blocker.query('begin; lock table realtime.messages in access exclusive mode');
    const payload = 'x'.repeat(19_000);
    for (let n = 2; n <= 41; n++) {
      client.send('1', `${n}`, `realtime:user:${sub}`, 'broadcast', { event: 'x', payload });
    }
    client.send(null, 'beat', 'phoenix', 'heartbeat', {});
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(client.frames.filter(({ ref }) => ref === 'beat')).toEqual([]);
    await blocker.query('rollback');
    blocker.release();
    expect(await client.reply('41')).toEqual(okReply());
    expect(await client.reply('beat')).toEqual(okReply());
    client.socket.terminate();
  });

  it('keep no join that is too large while it waits', async () => {
    const client = await open();
    expect(await joinTopic(client, 'realtime:a', '1', { x: 'y'.repeat(10_001) })).toEqual(
      errorReply('payload_size_exceeded'),
    );
    expect(await joinTopic(client, 'realtime:a', '2')).toMatchObject({ status: 'ok' });
    client.socket.terminate();
  });

  it('keep no large message for a topic whose join is not answered yet', async () => {
    const client = await open();
    client.send('1', '1', 'realtime:a', 'phx_join', {});
    client.send('1', '2', 'realtime:a', 'broadcast', { event: 'x', payload: 'x'.repeat(15_000) });
    expect(await client.reply('2')).toEqual(errorReply('unmatched topic'));
    client.socket.terminate();
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

  it.each([
    ['no message', '['],
    ['a heartbeat', '[null,null,"phoenix","heartbeat",{}]'],
    ['a leave of nothing', '["1",null,"realtime:none","phx_leave",{}]'],
    ['a join of nothing', '["1",null,"none","phx_join",{}]'],
    ['a heap of bytes', 'z'.repeat(30_000)],
  ])('cut off who sends frames without end, each %s', async (_kind, frame) => {
    const client = await open();
    for (let n = 0; n < 500; n++) client.socket.send(frame);
    expect(await client.closed).toBe(1008);
    await eventually(() => expect(stack.gateway.connectionCount()).toBe(0));
  });

  it('cut off who sends what takes long to read, however few bytes it has', async () => {
    const client = await open();
    for (let n = 0; n < 40; n++) client.socket.send('['.repeat(10_000));
    expect(await client.closed).toBe(1008);
  });

  it('cut off who is silent, and keep who beats', async () => {
    const [silent, beating] = await Promise.all([open(), open()]);
    const beat = setInterval(() => beating.send(null, null, 'phoenix', 'heartbeat', {}), 150);
    expect(await silent.closed).toBe(1006);
    expect(beating.socket.readyState).toBe(beating.socket.OPEN);
    clearInterval(beat);
    beating.socket.close();
  });

  it('close a socket that beats and has no channel, and keep who has one until that has ended', async () => {
    const limits = { silenceMs: 2_000, noChannelMs: 1_500 };
    const served = await serveGateway({ ...stack.serveOptions, limits });
    const [idle, member] = await Promise.all([1, 2].map(() => openRawClient(served.url, stack.keys.anonKey)));
    if (!idle || !member) throw new Error('Two sockets were opened.');
    await joinTopic(member, 'realtime:a', '1');
    const beats = [idle, member].map((client) =>
      setInterval(() => client.send(null, null, 'phoenix', 'heartbeat', {}), 50),
    );
    expect(await idle.closed).toBe(1001);
    member.send('1', '2', 'realtime:a', 'phx_leave', {});
    expect(await member.reply('2')).toEqual(okReply());
    expect(await member.closed).toBe(1001);
    for (const beat of beats) clearInterval(beat);
    await served.close();
  });
});
