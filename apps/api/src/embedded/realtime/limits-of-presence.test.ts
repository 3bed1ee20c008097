import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultLimits } from './limits.ts';
import { eventually } from './testing/eventually.ts';
import { errorReply, joinTopic, okReply, openRawClient } from './testing/raw-client.ts';
import { serveGateway } from './testing/serve-gateway.ts';
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts';

const sub = randomUUID();

let stack: TestGateway;

beforeAll(async () => {
  stack = await startTestGateway({
    presencePerSecond: 30,
    presentOnTopic: 2,
    presenceBytes: 500,
    presenceBytesOnPublicTopic: 700,
    presenceBytesInPublic: 1_500,
  });
});

afterAll(() => stack.stop());

const open = () => openRawClient(stack.url, stack.keys.anonKey);

describe('limits of presence', () => {
  it('bound what a join leaves behind: a presence key that is kept as long as its channel', async () => {
    const client = await open();
    const answer = await joinTopic(client, 'realtime:t1', '1', { presence: { key: 'k'.repeat(256) } });
    expect(JSON.stringify(answer)).toContain('InvalidJoinPayload: Too big');
    expect(await joinTopic(client, 'realtime:t1', '2', { presence: { key: 'k'.repeat(255) } })).toMatchObject(
      okReply({}),
    );
    client.socket.close();
  });

  it('bound who is present, how much is said of oneself, and how often', async () => {
    const [one, two, three] = await Promise.all([open(), open(), open()]);
    for (const client of [one, two, three]) await joinTopic(client, 'realtime:seats', '1');
    const track = (client: typeof one, ref: string, payload: unknown) => {
      client.send('1', ref, 'realtime:seats', 'presence', { type: 'presence', event: 'track', payload });
      return client.reply(ref);
    };
    expect(await track(one, '2', { name: 'x'.repeat(500) })).toEqual(errorReply('payload_size_exceeded'));
    expect([await track(one, '3', { n: 1 }), await track(two, '3', { n: 2 })]).toEqual([okReply(), okReply()]);
    expect(await track(three, '3', { n: 3 })).toEqual(errorReply('Too many clients are present on this topic'));
    expect(await track(one, '4', { n: 4 })).toEqual(okReply());
    for (let n = 10; n < 60; n++) one.send('1', null, 'realtime:seats', 'presence', { event: 'track', payload: { n } });
    await eventually(() => expect(one.frames.map(({ event }) => event)).toContain('phx_close'));
    expect(one.frames.at(-2)?.payload).toMatchObject({ message: 'Too many presence messages per second' });
    expect(await track(three, '5', { n: 5 })).toEqual(okReply());
    for (const client of [one, two, three]) client.socket.terminate();
  });

  it('count what is over as well as what is new where somebody says something else of themselves', async () => {
    const topic = { ...defaultLimits.topic, bytesPerSecond: 5_000 };
    const served = await serveGateway({ ...stack.serveOptions, limits: { topic } });
    const client = await openRawClient(served.url, stack.keys.anonKey);
    await joinTopic(client, 'realtime:seats', '1');
    const track = (ref: string, payload: unknown) =>
      client.send('1', ref, 'realtime:seats', 'presence', { type: 'presence', event: 'track', payload });
    track('2', { name: 'x'.repeat(3_000) });
    track('3', { name: 'x' });
    expect(await client.reply('2')).toEqual(okReply());
    expect(await client.reply('3')).toEqual(errorReply('Too many presence messages per second'));
    client.socket.terminate();
    await served.close();
  });

  it('bound what all on a topic say of themselves together, keys included', async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const track = (client: typeof one, ref: string, letters: number) => {
      const payload = { name: 'x'.repeat(letters) };
      client.send('1', ref, 'realtime:wall', 'presence', { type: 'presence', event: 'track', payload });
      return client.reply(ref);
    };
    await joinTopic(one, 'realtime:wall', '1', { presence: { key: 'k'.repeat(200) } });
    await joinTopic(two, 'realtime:wall', '1', { presence: { key: 'two' } });
    expect(await track(one, '2', 350)).toEqual(errorReply('payload_size_exceeded'));
    expect(await track(one, '3', 200)).toEqual(okReply());
    expect(await track(two, '2', 350)).toEqual(errorReply('Too many clients are present on this topic'));
    expect(await track(one, '4', 1)).toEqual(okReply());
    expect(await track(two, '3', 350)).toEqual(okReply());
    // In private there is more room: not everybody may come.
    const token = await stack.token({ sub });
    for (const client of [one, two]) await joinTopic(client, `realtime:user:${sub}`, '5', { private: true }, token);
    for (const client of [one, two]) {
      const payload = { name: 'x'.repeat(400) };
      client.send('5', '6', `realtime:user:${sub}`, 'presence', { type: 'presence', event: 'track', payload });
      expect(await client.reply('6')).toEqual(okReply());
    }
    for (const client of [one, two]) client.socket.terminate();
  });

  it('bound what strangers say of themselves on all the topics they can think of', async () => {
    const client = await open();
    const answers: unknown[] = [];
    for (let n = 1; n <= 4; n++) {
      await joinTopic(client, `realtime:made-up-${n}`, `${n}`);
      const payload = { name: 'x'.repeat(400) };
      client.send(`${n}`, `t${n}`, `realtime:made-up-${n}`, 'presence', { event: 'track', payload });
      answers.push(await client.reply(`t${n}`));
    }
    const full = errorReply('Too many clients are present on this topic');
    expect(answers).toEqual([okReply(), okReply(), okReply(), full]);
    client.socket.terminate();
  });
});
