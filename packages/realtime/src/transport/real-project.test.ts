import { it } from 'vitest';
import { SocketRelay } from '../../test/socket-relay.ts';
import { describeTransportContract } from '../testing/transport-contract.ts';
import { createSupabaseTransport } from './supabase.ts';

// A real Supabase project, with our migration applied. The topic is one that everybody may read: `widget:<public key>`.
const url = process.env['REALTIME_PROJECT_URL'];
const anonKey = process.env['REALTIME_PROJECT_ANON_KEY'];
const serviceKey = process.env['REALTIME_PROJECT_SERVICE_KEY'];
const topic = process.env['REALTIME_PROJECT_TOPIC'];

if (url !== undefined && anonKey !== undefined && serviceKey !== undefined && topic !== undefined) {
  describeTransportContract(`supabase, on ${url}`, async () => {
    const relay = new SocketRelay(url);
    return {
      transport: createSupabaseTransport({ url: await relay.listen(), apiKey: anonKey }),
      allowedTopic: topic,
      forbiddenTopic: 'tenant:0197a3c0-0000-7000-8000-000000000001',
      broadcast: (name, event, payload) => broadcast(url, serviceKey, { topic: name, event, payload, private: true }),
      dropConnections: () => relay.cut(),
      dispose: () => relay.close(),
    };
  });
} else {
  it.skip('runs where REALTIME_PROJECT_URL, _ANON_KEY, _SERVICE_KEY and _TOPIC name a project', () => {});
}

async function broadcast(project: string, key: string, message: object): Promise<void> {
  const answer = await fetch(`${project}/realtime/v1/api/broadcast`, {
    method: 'POST',
    headers: { apikey: key, authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ messages: [message] }),
  });
  if (!answer.ok) throw new Error(`The broadcast was answered with ${answer.status}.`);
}
