import { createHttpPollSource } from '@blunari/realtime/poll-source';
import { createPollingTransport } from '@blunari/realtime/polling';
import { createSupabaseTransport } from '@blunari/realtime/supabase';
import { describeTransportContract } from '@blunari/realtime/testing/transport-contract';
import { afterAll, beforeAll } from 'vitest';
import { z } from 'zod';
import { FaultyLine } from './line/faulty-line.ts';
import { startStack, type Stack } from './start-for-tests.ts';

const foreignTopic = 'tenant:0197a3c0-0000-7000-8000-000000000001';

let stack: Stack;
/** Without a word to either side, as a network does it. */
let line: FaultyLine;
let token: string;
let ownTopic: string;

beforeAll(async () => {
  stack = await startStack();
  line = await FaultyLine.to(Number(new URL(stack.publicUrl).port));
  token = await signIn();
  ownTopic = `tenant:${await ownTenantId()}`;
}, 120_000);

afterAll(async () => {
  await line.close();
  await stack.stop();
});

describeTransportContract('supabase, on the product as it runs', () => ({
  transport: createSupabaseTransport({
    url: `http://localhost:${line.port}`,
    apiKey: stack.env.SUPABASE_ANON_KEY,
    accessToken: () => Promise.resolve(token),
    hasPresence: true,
  }),
  allowedTopic: ownTopic,
  forbiddenTopic: foreignTopic,
  hasPresence: true,
  broadcast,
  dropConnections: () => line.reset(),
  // The next one is served by the same stack.
  dispose: () => undefined,
}));

describeTransportContract('polling, on the product as it runs', () => {
  let isCut = false;
  const source = createHttpPollSource({
    probeUrl: `${stack.publicUrl}/healthz`,
    topicUrl: (topic) => `${stack.publicUrl}/feed/${topic.replace(/^tenant:/, '')}`,
    accessToken: () => Promise.resolve(token),
    fetch: (...question) => (isCut ? Promise.reject(new TypeError('cut')) : fetch(...question)),
  });
  const environment = { setTimer, random: Math.random, isVisible: () => true };
  const transport = createPollingTransport({ source, environment });
  return {
    transport,
    allowedTopic: ownTopic,
    forbiddenTopic: foreignTopic,
    says: 'changes',
    broadcast: pauseOrResume,
    dropConnections: async () => {
      isCut = true;
      for (let poll = 0; poll < 2; poll++) {
        transport.ping();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      isCut = false;
    },
    dispose: () => undefined,
  };
});

function setTimer(callback: () => void, delayMs: number): () => void {
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
}

/** A change that the feed's tag shows. */
async function pauseOrResume(): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const input = encodeURIComponent(JSON.stringify({ tenantId: ownTopic.replace(/^tenant:/, '') }));
  const listed = await fetch(`${stack.publicUrl}/trpc/widgets.list?input=${input}`, { headers });
  const widget = z.object({ id: z.string(), isActive: z.boolean() });
  const said = z.object({ result: z.object({ data: z.tuple([widget], widget) }) }).parse(await listed.json());
  const [{ id, isActive }] = said.result.data;
  const body = JSON.stringify({ widgetId: id, isActive: !isActive });
  const answer = await fetch(`${stack.publicUrl}/trpc/widgets.setActive`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`The change was answered with ${answer.status}.`);
}

async function signIn(): Promise<string> {
  const [person] = stack.demoSignIns;
  const answer = await call('/auth/v1/token?grant_type=password', stack.env.SUPABASE_ANON_KEY, {
    email: person?.email,
    password: person?.password,
  });
  return z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
}

async function ownTenantId(): Promise<string> {
  const answer = await fetch(`${stack.publicUrl}/trpc/me.get`, { headers: { authorization: `Bearer ${token}` } });
  const tenant = z.object({ id: z.string() });
  const tenants = z.tuple([tenant], tenant);
  const said = z.object({ result: z.object({ data: z.object({ tenants }) }) }).parse(await answer.json());
  return said.result.data.tenants[0].id;
}

/** As the service's own programs do. */
async function broadcast(topic: string, event: string, payload: unknown): Promise<void> {
  const messages = [{ topic, event, payload, private: true }];
  const answer = await call('/realtime/v1/api/broadcast', stack.env.SUPABASE_SERVICE_ROLE_KEY, { messages });
  if (!answer.ok) throw new Error(`The broadcast was answered with ${answer.status}.`);
}

function call(path: string, key: string, body: object): Promise<Response> {
  return fetch(stack.env.SUPABASE_URL + path, {
    method: 'POST',
    headers: { apikey: key, authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
