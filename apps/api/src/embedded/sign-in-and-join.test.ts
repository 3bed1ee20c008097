import { createClient } from '@supabase/supabase-js';
import fastify from 'fastify';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { authGateway } from './auth/auth-gateway.ts';
import { createUser } from './auth/create-user.ts';
import { eventually } from './realtime/testing/eventually.ts';
import { issuer } from './realtime/testing/serve-gateway.ts';
import { startTestGateway, type TestGateway } from './realtime/testing/start-test-gateway.ts';

let stack: TestGateway;
let pool: Pool;

beforeAll(async () => {
  stack = await startTestGateway();
  pool = new Pool({ connectionString: stack.database.urls.auth });
});

afterAll(async () => {
  await pool.end();
  await stack.stop();
});

it('supabase-js signs in, joins a private channel as that person, keeps it over a refresh and loses it by signing out', async () => {
  const app = fastify({ logger: false });
  const mailer = { send: async () => undefined, close: () => undefined };
  const siteUrl = 'http://localhost:8080/dashboard';
  await app.register(authGateway, { pool, keys: stack.keys, issuer, log: app.log, mailer, siteUrl });
  await app.register(stack.gateway.httpPlugin);
  app.server.on('upgrade', stack.gateway.handleUpgrade);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const { id } = await createUser(pool, { email: 'ada@example.com', password: 'truffle-season' });

  const supabase = createClient(url, stack.keys.anonKey, { auth: { persistSession: false } });
  const { error } = await supabase.auth.signInWithPassword({ email: 'ada@example.com', password: 'truffle-season' });
  expect(error).toBeNull();
  const heard: unknown[] = [];
  const statuses: string[] = [];
  const channel = supabase.channel(`user:${id}`, { config: { private: true } });
  channel.on('broadcast', { event: '*' }, ({ payload }) => heard.push(payload));
  await new Promise((resolve) => {
    channel.subscribe((status) => {
      statuses.push(status);
      resolve(status);
    });
  });
  const send = (n: number) =>
    stack.owner.query('select realtime.send($1::jsonb, $2, $3)', [{ n }, 'said', `user:${id}`]);
  await send(1);
  await eventually(() => expect(heard).toMatchObject([{ n: 1 }]));

  expect((await supabase.auth.refreshSession()).error).toBeNull();
  await send(2);
  await eventually(() => expect(heard).toMatchObject([{ n: 1 }, { n: 2 }]));
  expect(statuses).toEqual(['SUBSCRIBED']);

  // Signed out, the client sends its API key in place of the token, and that may not read this topic.
  expect((await supabase.auth.signOut()).error).toBeNull();
  await eventually(() => expect(statuses).toContain('CLOSED'));
  await supabase.realtime.disconnect();
  await app.close();
});
