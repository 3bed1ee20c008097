import {
  createClient,
  type RealtimeChannel,
  type RealtimeChannelOptions,
  type SupabaseClient,
} from '@supabase/supabase-js';
import type { TestGateway } from './start-test-gateway.ts';

const clients: SupabaseClient[] = [];
const tokens = new WeakMap<SupabaseClient, { current: string }>();

/** supabase-js as it comes, acting for the token or, without one, for the anon key. */
export async function connect(
  { url, keys }: Pick<TestGateway, 'url' | 'keys'>,
  token = keys.anonKey,
  vsn: '1.0.0' | '2.0.0' = '2.0.0',
): Promise<SupabaseClient> {
  const held = { current: token };
  const client = createClient(url, keys.anonKey, {
    accessToken: async () => held.current,
    realtime: { vsn, logger: () => undefined, reconnectAfterMs: () => 50 },
  });
  clients.push(client);
  tokens.set(client, held);
  return client;
}

/** To call after each test. */
export async function disconnectAll(): Promise<void> {
  await Promise.all(clients.splice(0).map((client) => client.realtime.disconnect()));
}

/** As supabase-js does after a refresh. */
export async function changeToken(client: SupabaseClient, token: string): Promise<void> {
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
export async function join(
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

export const joinPrivately = (client: SupabaseClient, topic: string) => join(client, topic, { private: true });

/** A broadcast from the database. */
export function send({ owner }: TestGateway, payload: unknown, event: string, topic: string, isPrivate = true) {
  return owner.query('select realtime.send($1::jsonb, $2, $3, $4)', [payload, event, topic, isPrivate]);
}
