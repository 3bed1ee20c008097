import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts';
import { connect, disconnectAll, joinPrivately } from './testing/supabase-clients.ts';

let stack: TestGateway;

beforeAll(async () => {
  stack = await startTestGateway();
});

afterEach(disconnectAll);

afterAll(() => stack.stop());

it('sends its clients away when it closes, and they know it', async () => {
  const first = await startTestGateway();
  const client = await connect(first, await first.token());
  const heard = await joinPrivately(client, 'news');
  await first.gateway.close();
  expect(first.gateway.connectionCount()).toBe(0);
  await eventually(() => expect(heard.statuses).toEqual(['SUBSCRIBED', 'CHANNEL_ERROR']));
  await client.realtime.disconnect();
  await first.stop();
});
