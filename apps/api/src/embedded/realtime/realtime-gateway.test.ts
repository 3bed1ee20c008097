import { randomUUID } from 'node:crypto';
import {
  createClient,
  type RealtimeChannel,
  type RealtimeChannelOptions,
  type SupabaseClient,
} from '@supabase/supabase-js';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts';

let stack: TestGateway;
const clients: SupabaseClient[] = [];

beforeAll(async () => {
  stack = await startTestGateway();
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.realtime.disconnect()));
});

afterAll(() => stack.stop());

type Vsn = '1.0.0' | '2.0.0';

const tokens = new WeakMap<SupabaseClient, { current: string }>();

/** supabase-js as it comes, acting for the token or, without one, for the anon key. */
async function connect(token = stack.keys.anonKey, vsn: Vsn = '2.0.0', at = stack): Promise<SupabaseClient> {
  const held = { current: token };
  const client = createClient(at.url, at.keys.anonKey, {
    accessToken: async () => held.current,
    realtime: { vsn, logger: () => undefined, reconnectAfterMs: () => 50 },
  });
  clients.push(client);
  tokens.set(client, held);
  return client;
}

/** As supabase-js does after a refresh. */
async function changeToken(client: SupabaseClient, token: string): Promise<void> {
  const held = tokens.get(client);
  if (held) held.current = token;
  await client.realtime.setAuth();
}

interface Heard {
  readonly channel: RealtimeChannel;
  readonly broadcasts: { event: string; payload: Record<string, unknown>; meta?: unknown }[];
  readonly system: { status: string; message: string }[];
  readonly statuses: string[];
  readonly errors: string[];
}

/** Joins and resolves at the first word about the join. */
async function join(
  client: SupabaseClient,
  topic: string,
  config: RealtimeChannelOptions['config'] = {},
): Promise<Heard> {
  const channel = client.channel(topic, { config });
  const heard: Heard = { channel, broadcasts: [], system: [], statuses: [], errors: [] };
  channel.on('broadcast', { event: '*' }, (message) => {
    heard.broadcasts.push({ ...message, payload: { ...message['payload'] } });
  });
  channel.on('system', {}, (message: { status: string; message: string }) => heard.system.push(message));
  await new Promise((resolve) => {
    channel.subscribe((status, error) => {
      heard.statuses.push(status);
      if (error) heard.errors.push(error.message);
      resolve(status);
    });
  });
  return heard;
}

const joinPrivately = (client: SupabaseClient, topic: string) => join(client, topic, { private: true });

function send(payload: unknown, event: string, topic: string, isPrivate = true) {
  return stack.owner.query('select realtime.send($1::jsonb, $2, $3, $4)', [payload, event, topic, isPrivate]);
}

/** Long enough for what must not arrive to arrive; the arrivals of these tests take a few ms. */
const quietTime = () => new Promise((resolve) => setTimeout(resolve, 150));

describe('joining a private channel', () => {
  it('succeeds where a policy lets the caller read', async () => {
    const sub = randomUUID();
    const heard = await joinPrivately(await connect(await stack.token({ sub })), `user:${sub}`);
    expect(heard.statuses).toEqual(['SUBSCRIBED']);
  });

  it('is refused elsewhere, in the words of Supabase', async () => {
    const topic = `user:${randomUUID()}`;
    const refusal = `Unauthorized: You do not have permissions to read from this Channel topic: ${topic}`;
    for (const token of [await stack.token(), undefined]) {
      const heard = await joinPrivately(await connect(token), topic);
      expect(heard.statuses).toEqual(['CHANNEL_ERROR']);
      expect(heard.errors[0]).toContain(refusal);
    }
  });

  it('is refused with a token that is expired, foreign or none', async () => {
    const client = await connect(await stack.token({ lifetimeS: -1 }));
    expect((await joinPrivately(client, 'news')).errors[0]).toContain('InvalidJWTToken: Token has expired');
    const forged = `${(await stack.token()).slice(0, -6)}AAAAAA`;
    expect((await joinPrivately(await connect(forged), 'news')).errors[0]).toContain('JwtSignatureError');
    expect((await joinPrivately(await connect('no.to.ken'), 'news')).errors[0]).toContain('MalformedJWT');
  });

  it('is refused, not failed, when a policy itself fails on the topic', async () => {
    await stack.owner.query(`
      create policy broken on realtime.messages for select to anon using (substr(topic, 8)::uuid is not null)`);
    const heard = await joinPrivately(await connect(), 'tenant:not-a-uuid');
    expect(heard.errors[0]).toContain('Unauthorized');
    await stack.owner.query('drop policy broken on realtime.messages');
  });

  it('is answered to every one of many who ask the same at once', async () => {
    const sub = randomUUID();
    const token = await stack.token({ sub });
    const all = await Promise.all(
      Array.from({ length: 20 }, async () => joinPrivately(await connect(token), `user:${sub}`)),
    );
    expect(all.flatMap(({ statuses }) => statuses)).toEqual(Array.from({ length: 20 }, () => 'SUBSCRIBED'));
  });
});

describe.each(['1.0.0', '2.0.0'] as const)('with serializer %s, a broadcast from the database', (vsn) => {
  it('arrives with its payload and id at every member of the topic', async () => {
    const [first, second] = await Promise.all([
      joinPrivately(await connect(await stack.token(), vsn), 'news'),
      joinPrivately(await connect(await stack.token()), 'news'),
    ]);
    const id = randomUUID();
    await send({ id, text: 'Grüße 🍝' }, 'widget_config.changed', 'news');
    await eventually(() => expect([first?.broadcasts.length, second?.broadcasts.length]).toEqual([1, 1]));
    expect(first?.broadcasts[0]).toMatchObject({
      type: 'broadcast',
      event: 'widget_config.changed',
      payload: { id, text: 'Grüße 🍝' },
      meta: { id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  it('of a rolled-back transaction never arrives; those of one commit arrive in order', async () => {
    const heard = await joinPrivately(await connect(await stack.token(), vsn), 'news');
    const client = await stack.owner.connect();
    await client.query('begin');
    await client.query(`select realtime.send('{"n":0}', 'counted', 'news', true)`);
    await client.query('rollback');
    await client.query('begin');
    for (let n = 1; n <= 20; n++) await client.query(`select realtime.send($1, 'counted', 'news', true)`, [{ n }]);
    expect(heard.broadcasts).toEqual([]);
    await client.query('commit');
    client.release();
    await eventually(() => expect(heard.broadcasts).toHaveLength(20));
    expect(heard.broadcasts.map(({ payload }) => payload['n'])).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });
});

describe('broadcasts from the database', () => {
  it('do not cross between a private and a public channel of one name', async () => {
    const inPrivate = await joinPrivately(await connect(await stack.token()), 'news');
    const inPublic = await join(await connect(), 'news');
    await send({ to: 'private' }, 'said', 'news', true);
    await send({ to: 'public' }, 'said', 'news', false);
    await eventually(() => expect([inPrivate.broadcasts.length, inPublic.broadcasts.length]).toEqual([1, 1]));
    await quietTime();
    expect(inPrivate.broadcasts.map(({ payload }) => payload['to'])).toEqual(['private']);
    expect(inPublic.broadcasts.map(({ payload }) => payload['to'])).toEqual(['public']);
  });

  it('carry bytes too', async () => {
    const heard: ArrayBuffer[] = [];
    const client = await connect(await stack.token());
    const channel = client.channel('news', { config: { private: true } });
    channel.on('broadcast', { event: 'bytes' }, ({ payload }: { payload: ArrayBuffer }) => heard.push(payload));
    await new Promise((resolve) => channel.subscribe(resolve));
    await stack.owner.query(`select realtime.send_binary('\\x000102ff', 'bytes', 'news', true)`);
    await eventually(() => expect(heard).toHaveLength(1));
    expect([...new Uint8Array(heard[0] ?? new ArrayBuffer())]).toEqual([0, 1, 2, 255]);
  });

  it('stop after leaving, and come again after joining again', async () => {
    const client = await connect(await stack.token());
    const witness = await joinPrivately(await connect(await stack.token()), 'news');
    const first = await joinPrivately(client, 'news');
    await client.removeChannel(first.channel);
    await send({}, 'missed', 'news');
    // The gateway hears of a commit a moment later; whoever joins before that moment gets the message, rightly.
    await eventually(() => expect(witness.broadcasts).toHaveLength(1));
    const again = await joinPrivately(client, 'news');
    await send({}, 'heard', 'news');
    await eventually(() => expect(again.broadcasts.map(({ event }) => event)).toEqual(['heard']));
    expect(first.broadcasts).toEqual([]);
  });

  it('committed while the listening connection was cut arrive after it is back, each once', async () => {
    const heard = await joinPrivately(await connect(await stack.token()), 'news');
    await send({}, 'before', 'news');
    await eventually(() => expect(heard.broadcasts).toHaveLength(1));
    const superuser = new Client({ connectionString: stack.database.urls.superuser });
    await superuser.connect();
    const sender = await stack.owner.connect();
    await sender.query(`
      begin;
      select realtime.send(jsonb_build_object('n', n), 'during', 'news', true) from generate_series(1, 700) n`);
    await superuser.query(`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and usename = 'supabase_realtime_admin'`);
    // At once, before anybody can listen again.
    await sender.query('commit');
    sender.release();
    await superuser.end();
    await eventually(() => expect(heard.broadcasts).toHaveLength(701));
    await quietTime();
    expect(new Set(heard.broadcasts.map(({ payload }) => payload['id'])).size).toBe(701);
  });
});

describe('while the database lets nobody in', () => {
  it('a join whose question is cut off is answered with a reason', async () => {
    await stack.owner.query(`
      create policy slow on realtime.messages for select to anon using (pg_sleep(1) is not null)`);
    const joining = joinPrivately(await connect(), 'news');
    await eventually(async () => {
      const { rowCount } = await stack.owner.query(`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event = 'PgSleep' and application_name = 'blunari realtime'`);
      expect(rowCount).toBe(1);
    });
    expect((await joining).errors[0]).toContain('InitializingProjectConnection');
    await stack.owner.query('drop policy slow on realtime.messages');
  });

  it('channels live on, joins are answered with a reason, and nothing committed is lost', async () => {
    const other = await startTestGateway();
    const heard = await joinPrivately(await connect(await other.token(), '2.0.0', other), 'news');
    const sender = await other.owner.connect();
    const sendHere = (event: string) => sender.query('select realtime.send($1::jsonb, $2, $3)', ['{}', event, 'news']);
    await sendHere('before');
    await eventually(() => expect(heard.broadcasts).toHaveLength(1));

    const superuser = new Client({ connectionString: stack.database.urls.superuser });
    await superuser.connect();
    await superuser.query(`alter database ${other.database.name} allow_connections false`);
    await superuser.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = 'supabase_realtime_admin'`,
      [other.database.name],
    );
    await sendHere('during');
    const refused = await joinPrivately(await connect(await other.token(), '2.0.0', other), 'news');
    expect(refused.errors[0]).toContain('InitializingProjectConnection');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await superuser.query(`alter database ${other.database.name} allow_connections true`);
    await superuser.end();
    await sendHere('after');
    await eventually(() => expect(heard.broadcasts).toHaveLength(3));
    expect(heard.broadcasts.map(({ event }) => event)).toEqual(['before', 'during', 'after']);
    expect(heard.statuses).toEqual(['SUBSCRIBED']);
    sender.release();
    await other.stop();
  });
});

describe('broadcasts between clients', () => {
  it('reach the others, and the sender only if it wants them', async () => {
    const [speaker, echo, listener] = await Promise.all([
      join(await connect(), 'chat', { broadcast: { ack: true } }),
      join(await connect(undefined, '1.0.0'), 'chat', { broadcast: { self: true } }),
      join(await connect(), 'chat'),
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
    const reader = await join(await connect(token), 'news', { private: true, broadcast: { ack: true, self: true } });
    const other = await joinPrivately(await connect(await stack.token()), 'news');
    const sent = await reader.channel.send({ type: 'broadcast', event: 'forged', payload: {} }, { timeout: 200 });
    expect(sent).toBe('timed out');
    expect([reader.broadcasts, other.broadcasts]).toEqual([[], []]);
  });

  it('pass on a private channel where a policy lets the caller write', async () => {
    const sub = randomUUID();
    const token = await stack.token({ sub });
    const writer = await join(await connect(token), `user:${sub}`, { private: true, broadcast: { ack: true } });
    const other = await joinPrivately(await connect(token), `user:${sub}`);
    expect(await writer.channel.send({ type: 'broadcast', event: 'said', payload: { n: 1 } })).toBe('ok');
    await eventually(() => expect(other.broadcasts).toMatchObject([{ event: 'said', payload: { n: 1 } }]));
  });

  it('can be sent by HTTP, privately only where the caller may write', async () => {
    const sub = randomUUID();
    const token = await stack.token({ sub });
    const topic = `user:${sub}`;
    const inPrivate = await joinPrivately(await connect(token), topic);
    const inPublic = await join(await connect(), topic);
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
    const sender = (await connect(token)).channel(topic, { config: { private: true } });
    expect(await sender.httpSend('by_name', { n: 3 })).toEqual({ success: true });
    await eventually(() => expect(inPrivate.broadcasts.map(({ payload }) => payload['n'])).toEqual([1, 3]));
    expect(inPublic.broadcasts.map(({ payload }) => payload['n'])).toEqual([2]);
  });
});

describe('the token of a live channel', () => {
  it('ends it with a word when it expires', async () => {
    const heard = await joinPrivately(await connect(await stack.token({ lifetimeS: 3 })), 'news');
    expect(heard.statuses).toEqual(['SUBSCRIBED']);
    await eventually(() => expect(heard.statuses).toContain('CLOSED'));
    expect(heard.system).toContainEqual(
      expect.objectContaining({ status: 'error', message: 'Token has expired', channel: 'news' }),
    );
  });

  it('can be replaced before that, and the channel lives on', async () => {
    const client = await connect(await stack.token({ lifetimeS: 3 }));
    const heard = await joinPrivately(client, 'news');
    await changeToken(client, await stack.token());
    await new Promise((resolve) => setTimeout(resolve, 3300));
    await send({}, 'still', 'news');
    await eventually(() => expect(heard.broadcasts).toHaveLength(1));
    expect(heard.statuses).toEqual(['SUBSCRIBED']);
  });

  it('ends it when a new one may no longer read, or is none', async () => {
    const sub = randomUUID();
    const client = await connect(await stack.token({ sub }));
    const heard = await joinPrivately(client, `user:${sub}`);
    await changeToken(client, await stack.token());
    await eventually(() => expect(heard.statuses).toContain('CLOSED'));
    expect(heard.system[0]?.message).toBe(`You no longer have permission to read from this Channel topic: user:${sub}`);
  });
});

describe('presence', () => {
  it('tells who is there, who comes, changes and goes', async () => {
    const watcher = (await connect()).channel('table', { config: { presence: { key: 'watcher', enabled: true } } });
    const seen: string[] = [];
    watcher.on('presence', { event: 'join' }, ({ key }) => seen.push(`join ${key}`));
    watcher.on('presence', { event: 'leave' }, ({ key }) => seen.push(`leave ${key}`));
    await new Promise((resolve) => watcher.subscribe(resolve));

    const client = await connect();
    const guest = await join(client, 'table', { presence: { key: 'guest' } });
    expect(await guest.channel.track({ name: 'Ada' })).toBe('ok');
    await eventually(() => expect(watcher.presenceState()['guest']).toMatchObject([{ name: 'Ada' }]));
    expect(await guest.channel.track({ name: 'Bo' })).toBe('ok');
    await eventually(() => expect(watcher.presenceState()['guest']).toMatchObject([{ name: 'Bo' }]));
    const late = await join(await connect(), 'table', { presence: { enabled: true } });
    await eventually(() => expect(Object.keys(late.channel.presenceState())).toEqual(['guest']));
    expect(await guest.channel.untrack()).toBe('ok');
    await eventually(() => expect(watcher.presenceState()).toEqual({}));
    await guest.channel.track({ name: 'Ada' });
    await client.realtime.disconnect();
    await eventually(() => expect(watcher.presenceState()).toEqual({}));
    expect(seen).toContain('join guest');
    expect(seen).toContain('leave guest');
  });
});

it('answers subscriptions to table changes with a clear word', async () => {
  const client = await connect();
  const channel = client.channel('changes');
  const system: string[] = [];
  channel.on('postgres_changes', { event: '*', schema: 'public', table: 'tenants' }, () => undefined);
  channel.on('system', {}, ({ message }: { message: string }) => system.push(message));
  expect(await new Promise((resolve) => channel.subscribe(resolve))).toBe('SUBSCRIBED');
  await eventually(() => expect(system[0]).toContain('postgres_changes is not available'));
});

it('sends its clients away when it closes, and they know it', async () => {
  const first = await startTestGateway();
  const client = await connect(await first.token(), '2.0.0', first);
  const heard = await joinPrivately(client, 'news');
  await first.gateway.close();
  expect(first.gateway.connectionCount()).toBe(0);
  await eventually(() => expect(heard.statuses).toEqual(['SUBSCRIBED', 'CHANNEL_ERROR']));
  await client.realtime.disconnect();
  await first.stop();
});
