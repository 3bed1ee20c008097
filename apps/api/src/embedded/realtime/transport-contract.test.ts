import { randomUUID } from 'node:crypto';
import { createSupabaseTransport } from '@blunari/realtime/supabase';
import { describeTransportContract } from '@blunari/realtime/testing/transport-contract';
import { afterAll, beforeAll } from 'vitest';
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts';
import { send } from './testing/supabase-clients.ts';

let stack: TestGateway;

beforeAll(async () => {
  stack = await startTestGateway();
});

afterAll(() => stack.stop());

describeTransportContract('supabase, on the embedded gateway', async () => {
  const sub = randomUUID();
  const token = await stack.token({ sub });
  return {
    transport: createSupabaseTransport({
      url: stack.url,
      apiKey: stack.keys.anonKey,
      accessToken: () => Promise.resolve(token),
    }),
    allowedTopic: `user:${sub}`,
    forbiddenTopic: `user:${randomUUID()}`,
    broadcast: async (topic, event, payload) => {
      await send(stack, payload, event, topic);
    },
    dropConnections: () => stack.cutLines(),
    // The gateway serves the next one, too.
    dispose: () => undefined,
  };
});
