import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { serveGateway, type ServedGateway } from './testing/serve-gateway.ts';
import { startGatewayProcess } from './testing/start-gateway-process.ts';
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts';
import { connect, disconnectAll, join, joinPrivately } from './testing/supabase-clients.ts';

const limits = { peerSilenceMs: 1_200 };

let here: TestGateway;
let there: ServedGateway;

beforeAll(async () => {
  here = await startTestGateway(limits);
  there = await serveGateway(here.serveOptions);
  await eventually(() => expect([here.gateway.peerCount(), there.gateway.peerCount()]).toEqual([1, 1]));
});

afterEach(disconnectAll);

afterAll(async () => {
  await there.close();
  await here.stop();
});

const elsewhere = () => ({ url: there.url, keys: here.keys });

const postAsService = (messages: unknown) =>
  fetch(`${here.url}/realtime/v1/api/broadcast`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', apikey: here.keys.serviceRoleKey },
    body: JSON.stringify({ messages }),
  });

describe('broadcasts', () => {
  it('between clients of two processes arrive in their order, text and binary, small and large', async () => {
    const speaker = await join(await connect(here), 'chat', { broadcast: { ack: true, self: true } });
    const listener = await join(await connect(elsewhere()), 'chat');
    const older = await join(await connect(elsewhere(), undefined, '1.0.0'), 'chat');
    const large = 'Grüße, 日本 🍝\u0000'.repeat(40_000);
    await speaker.channel.send({ type: 'broadcast', event: 'small', payload: { n: 1 } });
    await speaker.channel.send({ type: 'broadcast', event: 'large', payload: { large } });
    const bytes = new Uint8Array(30_000).map((_, index) => index % 256);
    await speaker.channel.send({ type: 'broadcast', event: 'bytes', payload: bytes.buffer });
    await speaker.channel.send({ type: 'broadcast', event: 'last', payload: { n: 2 } });
    await eventually(() =>
      expect(listener.broadcasts.map(({ event }) => event)).toEqual(['small', 'large', 'bytes', 'last']),
    );
    expect(listener.broadcasts[1]?.payload).toEqual({ large });
    expect(speaker.broadcasts.map(({ event }) => event)).toEqual(['small', 'large', 'bytes', 'last']);
    expect(older.broadcasts.map(({ event }) => event)).toEqual(['small', 'large', 'last']);
  });

  it('by HTTP reach the clients of every process, once', async () => {
    const [mine, theirs, others] = [
      await join(await connect(here), 'orders'),
      await join(await connect(elsewhere()), 'orders'),
      await joinPrivately(await connect(elsewhere(), await here.token()), 'news'),
    ];
    const messages = [
      { topic: 'orders', event: 'placed', payload: { n: 1 } },
      { topic: 'news', event: 'not private', payload: {} },
    ];
    const answer = await postAsService(messages);
    expect(answer.status).toBe(202);
    await eventually(() => expect([mine.broadcasts.length, theirs.broadcasts.length]).toEqual([1, 1]));
    expect(others.broadcasts).toEqual([]);
  });

  it('go on after the connections between the processes were cut', async () => {
    const speaker = await join(await connect(here), 'chat', { broadcast: { ack: true } });
    const listener = await join(await connect(elsewhere()), 'chat');
    await cutRelays(here);
    await speaker.channel.send({ type: 'broadcast', event: 'at once', payload: {} });
    let n = 0;
    await eventually(async () => {
      n += 1;
      await speaker.channel.send({ type: 'broadcast', event: `after ${n}`, payload: {} });
      expect(listener.broadcasts.at(-1)?.event).toMatch(/^after/);
    });
  });

  it.each([
    ['a process has time for', { deliveredBytesPerSecond: 10_000, siteBytesPerSecond: 1e9 }],
    ['a process has time for of one other', { deliveredBytesPerSecond: 1e9, siteBytesPerSecond: 10_000 }],
  ])(
    'of strangers are as many as %s, wherever they were sent, and those of the service all there are',
    async (_, publicTopics) => {
      const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
      const small = await serveGateway({ ...here.serveOptions, limits: { ...limits, publicTopics }, log });
      const atSmall = { url: small.url, keys: here.keys };
      const [sub, broadcast] = [randomUUID(), { ack: true }];
      const token = await here.token({ sub });
      const listener = await join(await connect(atSmall), 'crowd');
      const member = await joinPrivately(await connect(atSmall, token), `user:${sub}`);
      const witness = await join(await connect(elsewhere()), 'crowd');
      const speaker = await join(await connect(here), 'crowd', { broadcast });
      const person = await join(await connect(here, token), `user:${sub}`, { private: true, broadcast });
      for (let n = 0; n < 30; n++) await speaker.channel.send({ type: 'broadcast', event: 'x', payload: { n } });
      await eventually(() => expect(witness.broadcasts).toHaveLength(30));
      // Sent by the same way and after all of them.
      await person.channel.send({ type: 'broadcast', event: 'last', payload: {} });
      await eventually(() => expect(member.broadcasts).toHaveLength(1));
      expect(listener.broadcasts.length).toBeGreaterThan(0);
      expect(listener.broadcasts.length).toBeLessThan(30);
      const heardOfStrangers = listener.broadcasts.length;
      const messages = Array.from({ length: 30 }, (_message, n) => ({ topic: 'crowd', event: 'ours', payload: { n } }));
      expect((await postAsService(messages)).status).toBe(202);
      await eventually(() => expect(listener.broadcasts).toHaveLength(heardOfStrangers + 30));
      await disconnectAll();
      await small.close();
      const counts = { 'public messages of other processes': 30 - heardOfStrangers };
      expect(log.warn).toHaveBeenCalledWith({ counts }, expect.any(String));
      await eventually(() => expect(here.gateway.peerCount()).toBe(1));
    },
  );
});

describe('presence', () => {
  it('is one list over all processes, for who was there before and for who comes later', async () => {
    const early = await join(await connect(here), 'table', { presence: { key: 'early', enabled: true } });
    const guest = await join(await connect(elsewhere()), 'table', { presence: { key: 'guest', enabled: true } });
    const other = await join(await connect(here), 'table', { presence: { key: 'guest', enabled: true } });
    await guest.channel.track({ name: 'Ada' });
    await other.channel.track({ name: 'Bo' });
    const names = ({ channel }: typeof early) =>
      (channel.presenceState()['guest'] ?? []).map((meta) => ('name' in meta ? String(meta.name) : '')).toSorted();
    await eventually(() => expect(names(early)).toEqual(['Ada', 'Bo']));
    await eventually(() => expect(names(guest)).toEqual(['Ada', 'Bo']));
    const late = await join(await connect(elsewhere()), 'table', { presence: { enabled: true } });
    await eventually(() => expect(names(late)).toEqual(['Ada', 'Bo']));
    await other.channel.track({ name: 'Cy' });
    await eventually(() => expect(names(late)).toEqual(['Ada', 'Cy']));
    await guest.channel.untrack();
    await eventually(() => expect([names(early), names(late)]).toEqual([['Cy'], ['Cy']]));
  });

  it('is told to a process that starts later, and ends with a process that takes its leave', async () => {
    const guest = await join(await connect(here), 'hall', { presence: { key: 'here' } });
    await guest.channel.track({ n: 1 });
    const third = await serveGateway(here.serveOptions);
    const watcher = await join(await connect({ url: third.url, keys: here.keys }), 'hall', {
      presence: { key: 'third', enabled: true },
    });
    await eventually(() => expect(Object.keys(watcher.channel.presenceState())).toEqual(['here']));
    await watcher.channel.track({ n: 3 });
    const witness = await join(await connect(elsewhere()), 'hall', { presence: { enabled: true } });
    await eventually(() => expect(Object.keys(witness.channel.presenceState()).toSorted()).toEqual(['here', 'third']));
    await third.close();
    await eventually(() => expect(Object.keys(witness.channel.presenceState())).toEqual(['here']));
    await eventually(() => expect([here.gateway.peerCount(), there.gateway.peerCount()]).toEqual([1, 1]));
  });

  it('of a process that was killed leaves by itself; one that only slept is there again', async () => {
    const doomed = await startGatewayProcess(here.serveOptions);
    const client = await connect({ url: doomed.url, keys: here.keys });
    const guest = await join(client, 'bar', { presence: { key: 'guest' } });
    const watcher = await join(await connect(here), 'bar', { presence: { key: 'watcher', enabled: true } });
    await guest.channel.track({ n: 1 });
    const isThere = (expected: boolean) =>
      eventually(() => expect('guest' in watcher.channel.presenceState()).toBe(expected));
    await isThere(true);
    await doomed.kill('SIGSTOP');
    await isThere(false);
    await doomed.kill('SIGCONT');
    await isThere(true);
    await doomed.kill('SIGKILL');
    await client.realtime.disconnect();
    await isThere(false);
    await eventually(() => expect(here.gateway.peerCount()).toBe(1));
  });

  it('that changed while the processes could not hear each other is made good', async () => {
    const guest = await join(await connect(elsewhere()), 'attic', { presence: { key: 'guest' } });
    const leaver = await join(await connect(elsewhere()), 'attic', { presence: { key: 'leaver' } });
    const watcher = await join(await connect(here), 'attic', { presence: { key: 'watcher', enabled: true } });
    await leaver.channel.track({ n: 1 });
    await eventually(() => expect(Object.keys(watcher.channel.presenceState())).toEqual(['leaver']));
    await cutRelays(here);
    await Promise.all([guest.channel.track({ n: 1 }), leaver.channel.untrack()]);
    await eventually(() => expect(Object.keys(watcher.channel.presenceState())).toEqual(['guest']));
  });
});

it('a process that is alone tells nobody anything', async () => {
  const alone = await startTestGateway(limits);
  const listener = new Client({ connectionString: alone.database.urls.owner });
  await listener.connect();
  const heard: unknown[] = [];
  listener.on('notification', ({ payload }) => heard.push(payload));
  await listener.query('listen realtime_relay');
  const speaker = await join(await connect(alone), 'chat', { broadcast: { ack: true }, presence: { key: 'a' } });
  await speaker.channel.send({ type: 'broadcast', event: 'said', payload: {} });
  await speaker.channel.track({ n: 1 });
  // As long as five beats.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await listener.query('select 1');
  expect(heard).toEqual([]);
  await listener.end();
  await disconnectAll();
  await alone.stop();
});

async function cutRelays({ owner }: TestGateway): Promise<void> {
  await owner.query(`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'blunari realtime relay'`);
}
