import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from './testing/eventually.ts';
import { errorReply, joinTopic, okReply, openRawClient, type RawClient } from './testing/raw-client.ts';
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts';

let stack: TestGateway;
let clients: RawClient[];

beforeEach(async () => {
  stack = await startTestGateway({ drainMs: 2_000, drainStepMs: 400 });
  clients = await Promise.all(Array.from({ length: 5 }, () => openRawClient(stack.url, stack.keys.anonKey)));
  for (const client of clients) await joinTopic(client, 'realtime:hall', '1', { broadcast: { ack: true } });
});
afterEach(() => stack.stop());

const openCount = () => clients.filter(({ socket }) => socket.readyState === WebSocket.OPEN).length;

describe('a process that ends', () => {
  it('with few clients is gone at once, and with many within the time it is given', async () => {
    for (const limits of [
      { drainMs: 3_600_000, drainStepMs: 1 },
      { drainMs: 10, drainStepMs: 3_600_000 },
    ]) {
      const other = await startTestGateway(limits);
      const few = await Promise.all(Array.from({ length: 3 }, () => openRawClient(other.url, other.keys.anonKey)));
      await other.gateway.close();
      expect(await Promise.all(few.map(({ closed }) => closed))).toEqual([1012, 1012, 1012]);
      await other.stop();
    }
  });

  it('sends its clients away one after the other, and says that it restarts', async () => {
    const closing = stack.gateway.close();
    const counts = new Set<number>();
    await eventually(() => {
      counts.add(openCount());
      expect(openCount()).toBe(0);
    });
    // A busy machine may miss one or two of the six.
    expect(counts.size).toBeGreaterThan(3);
    expect(await Promise.all(clients.map(({ closed }) => closed))).toEqual([1012, 1012, 1012, 1012, 1012]);
    await closing;
  });

  it('lets nobody new in meanwhile, and serves those who are still there', async () => {
    const closing = stack.gateway.close();
    await eventually(() => expect(openCount()).toBe(4));
    const [, , , , last] = clients;
    if (!last) throw new Error('There are five.');
    const restarting = 'RealtimeRestarting: Realtime is restarting, please standby';
    expect(await joinTopic(last, 'realtime:late', '7')).toEqual(errorReply(restarting));
    last.send('1', '8', 'realtime:hall', 'broadcast', { event: 'said', payload: {} });
    expect(await last.reply('8')).toEqual(okReply());
    const refused = new Promise((resolve) => {
      new WebSocket(`${stack.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${stack.keys.anonKey}`)
        .on('error', () => undefined)
        .on('unexpected-response', (_request, response) => resolve(response.statusCode));
    });
    expect(await refused).toBe(503);
    expect(openCount()).toBeGreaterThan(0);
    await closing;
  });
});
