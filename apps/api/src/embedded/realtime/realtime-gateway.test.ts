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

it('answers subscriptions to table changes with a clear word', async () => {
  const client = await connect(stack);
  const channel = client.channel('changes');
  const system: string[] = [];
  channel.on('postgres_changes', { event: '*', schema: 'public', table: 'tenants' }, () => undefined);
  channel.on('system', {}, ({ message }: { message: string }) => system.push(message));
  expect(await new Promise((resolve) => channel.subscribe(resolve))).toBe('SUBSCRIBED');
  await eventually(() => expect(system[0]).toContain('postgres_changes is not available'));
});

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
