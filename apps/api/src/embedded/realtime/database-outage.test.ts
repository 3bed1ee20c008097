import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTo, createServer, type Socket } from 'node:net';
import { withClient } from '@blunari/db/server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { joinTopic, openRawClient } from './testing/raw-client.ts';
import { serveGateway } from './testing/serve-gateway.ts';
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts';
import { changeToken, connect, disconnectAll, join, joinPrivately } from './testing/supabase-clients.ts';

let stack: TestGateway;

beforeAll(async () => {
  stack = await startTestGateway();
});

afterEach(disconnectAll);

afterAll(() => stack.stop());

describe('while the database lets nobody in', () => {
  it('a join whose question is cut off is answered with a reason', async () => {
    await stack.owner.query(`
      create policy slow on realtime.messages for select to anon using (pg_sleep(1) is not null)`);
    const joining = joinPrivately(await connect(stack), 'news');
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
    const heard = await joinPrivately(await connect(other, await other.token()), 'news');
    const sender = await other.owner.connect();
    // As some drivers do; behind UTC, so that what it sends now seems to be hours old.
    await sender.query(`set timezone = 'America/Los_Angeles'`);
    const sendHere = (event: string) => sender.query('select realtime.send($1::jsonb, $2, $3)', ['{}', event, 'news']);
    await sendHere('before');
    await eventually(() => expect(heard.broadcasts).toHaveLength(1));

    await shutOut(other.database.name);
    await eventually(() => expect(other.gateway.deafForMs()).toBeGreaterThan(0));
    await sendHere('during');
    const refused = await joinPrivately(await connect(other, await other.token()), 'news');
    expect(refused.errors[0]).toContain('InitializingProjectConnection');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await letIn(other.database.name);
    await sendHere('after');
    await eventually(() => expect(heard.broadcasts).toHaveLength(3));
    expect(heard.broadcasts.map(({ event }) => event)).toEqual(['before', 'during', 'after']);
    expect(heard.statuses).toEqual(['SUBSCRIBED']);
    await eventually(() => expect(other.gateway.deafForMs()).toBe(0));
    sender.release();
    await other.stop();
  });

  it('what others began long before arrives, if it is committed meanwhile', async () => {
    const other = await startTestGateway();
    const heard = await joinPrivately(await connect(other, await other.token()), 'news');
    const sender = await other.owner.connect();
    await sender.query('begin');
    await sender.query('select realtime.send($1::jsonb, $2, $3)', ['{}', 'begun long ago', 'news']);
    // Each new connection looks at what is under way.
    for (let loss = 0; loss < 2; loss++) await loseListener(other);
    await shutOut(other.database.name);
    await sender.query('commit');
    await letIn(other.database.name);
    await eventually(() => expect(heard.broadcasts.map(({ event }) => event)).toEqual(['begun long ago']));
    sender.release();
    await other.stop();
  });

  it('a token that is refreshed meanwhile closes nothing, and another person’s channel is joined again', async () => {
    const other = await startTestGateway();
    const sub = randomUUID();
    const same = await connect(other, await other.token({ sub }));
    const changed = await connect(other, await other.token({ sub }));
    const heard = await joinPrivately(same, `user:${sub}`);
    const news = await joinPrivately(changed, 'news');
    const [sender] = await Promise.all([other.owner.connect(), shutOut(other.database.name)]);
    await changeToken(same, await other.token({ sub }));
    await changeToken(changed, await other.token());
    await eventually(() => expect(news.statuses).toEqual(['SUBSCRIBED', 'CHANNEL_ERROR']));
    await letIn(other.database.name);
    await eventually(() => expect(news.statuses.at(-1)).toBe('SUBSCRIBED'));
    await sender.query('select realtime.send($1::jsonb, $2, $3)', ['{}', 'after', `user:${sub}`]);
    await eventually(() => expect(heard.broadcasts.map(({ event }) => event)).toEqual(['after']));
    expect(heard.statuses).toEqual(['SUBSCRIBED']);
    sender.release();
    await other.stop();
  });

  it('who waits to hear of broadcasts of the database joins again by itself, and hears of them then', async () => {
    const other = await startTestGateway({ listeningWaitMs: 100 });
    const [client] = await Promise.all([connect(other), shutOut(other.database.name)]);
    await eventually(() => expect(other.gateway.deafForMs()).toBeGreaterThan(0));
    const broadcast = { replication_ready: true };
    const lobby = await join(client, 'lobby', { broadcast });
    await eventually(() => expect(lobby.statuses).toContain('CHANNEL_ERROR'));
    await letIn(other.database.name);
    await eventually(() => expect(lobby.system.at(-1)?.message).toBe('Replication connection established'));
    await other.stop();
  });

  it('is asked again soon whether a refreshed token still allows what was allowed before', async () => {
    const other = await startTestGateway({ tokenRecheckMs: 100 });
    const sub = randomUUID();
    const client = await connect(other, await other.token({ sub }));
    const news = await joinPrivately(client, 'news');
    const [sender] = await Promise.all([other.owner.connect(), shutOut(other.database.name)]);
    await changeToken(client, await other.token({ sub }));
    await sender.query('drop policy read_own on realtime.messages');
    await letIn(other.database.name);
    await eventually(() => expect(news.system.at(-1)?.message).toContain('no longer have permission'));
    sender.release();
    await other.stop();
  });
});

it('a database that goes without a word is asked again on other connections', async () => {
  const way = await silenceableWay(stack.database.urls.realtime);
  const served = await serveGateway({ ...stack.serveOptions, databaseUrl: way.url, limits: { queryTimeoutMs: 200 } });
  const client = await openRawClient(served.url, stack.keys.anonKey);
  const token = await stack.token();
  await joinTopic(client, 'realtime:news', '0', { private: true }, token);
  way.silence();
  let ref = 0;
  const joinAgain = () => {
    ref += 1;
    return joinTopic(client, 'realtime:news', `${ref}`, { private: true }, token);
  };
  expect(JSON.stringify(await joinAgain())).toContain('InitializingProjectConnection');
  await expect.poll(joinAgain, { timeout: 10_000 }).toMatchObject({ status: 'ok' });
  client.socket.close();
  await served.close();
  await way.close();
});

/** A way to the database on which the connections of now can fall silent without an end, as behind a host that is gone. */
async function silenceableWay(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connectTo(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => undefined);
      from.on('close', () => to.destroy());
      from.pipe(to);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    url: url.href,
    silence: () => {
      for (const socket of sockets) socket.unpipe();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The connection that listens is cut; resolves once another one does. */
async function loseListener({ owner, gateway }: TestGateway): Promise<void> {
  const listeners = async () => {
    const { rows } = await owner.query<{ pid: number }>(
      `select pid from pg_stat_activity
       where datname = current_database() and application_name = 'blunari realtime listener'`,
    );
    return rows.map(({ pid }) => pid);
  };
  const [lost] = await listeners();
  await owner.query('select pg_terminate_backend($1)', [lost]);
  await eventually(async () => expect(await listeners()).toEqual([expect.not.toSatisfy((pid) => pid === lost)]));
  await eventually(() => expect(gateway.deafForMs()).toBe(0));
}

/** The gateway's connections are cut, and it gets no new ones. */
async function shutOut(name: string): Promise<void> {
  await withClient(stack.database.urls.superuser, async (superuser) => {
    await superuser.query(`alter database ${name} allow_connections false`);
    await superuser.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = 'supabase_realtime_admin'`,
      [name],
    );
  });
}

async function letIn(name: string): Promise<void> {
  await withClient(stack.database.urls.superuser, (superuser) =>
    superuser.query(`alter database ${name} allow_connections true`),
  );
}
