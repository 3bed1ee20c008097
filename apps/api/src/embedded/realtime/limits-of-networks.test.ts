import { WebSocket } from 'ws';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { errorReply, joinTopic, okReply, openRawClient, type RawClient } from './testing/raw-client.ts';
import { serveGateway, type ServedGateway } from './testing/serve-gateway.ts';
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts';

const limits = {
  network: { sockets: 3, channels: 100, joinsPerTenSeconds: 20, framesPerSecond: 100, frameBytesPerSecond: 1e6 },
  // A twentieth of it makes one of those who send too much.
  framesPerSecond: 1_000,
  publicTopics: { deliveredBytesPerSecond: 100_000, siteBytesPerSecond: 20_000 },
  refusedJoinsPerMinute: 8,
};
const clients: RawClient[] = [];

let stack: TestGateway;
/** As behind a proxy on this machine. */
let proxied: ServedGateway;

beforeAll(async () => {
  stack = await startTestGateway({ network: { ...limits.network, sockets: 2, channels: 5 } });
  proxied = await serveGateway({ ...stack.serveOptions, limits, trustedProxies: ['127.0.0.1'] });
});

afterEach(async () => {
  for (const { socket } of clients.splice(0)) socket.terminate();
  await eventually(() => {
    expect([stack.gateway.connectionCount(), proxied.gateway.connectionCount()]).toEqual([0, 0]);
  });
});

afterAll(async () => {
  await proxied.close();
  await stack.stop();
});

async function openFrom(address: string, { url }: { readonly url: string } = proxied): Promise<RawClient> {
  const client = await openRawClient(url, stack.keys.anonKey, { 'x-forwarded-for': address });
  clients.push(client);
  return client;
}

describe('the limits of a network', () => {
  it('refuse a socket too many, and no other network', async () => {
    for (let n = 0; n < 3; n++) await openFrom('203.0.113.7');
    await expect(openFrom('203.0.113.7')).rejects.toThrow('429');
    await openFrom('198.51.100.9');
    clients[0]?.socket.close();
    await clients[0]?.closed;
    await eventually(async () => void (await openFrom('203.0.113.7')));
  });

  it('refuse a channel too many, and leave room when one ends', async () => {
    const [client, other] = [await openFrom('', stack), await openFrom('', stack)];
    for (let n = 1; n <= 5; n++) await joinTopic(client, `realtime:t${n}`, `${n}`);
    const full = errorReply('ConnectionRateLimitReached: Too many connected users');
    expect(await joinTopic(other, 'realtime:t1', '1')).toEqual(full);
    client.send('1', '6', 'realtime:t1', 'phx_leave', {});
    expect(await client.reply('6')).toEqual(okReply());
    expect(await joinTopic(other, 'realtime:t1', '2')).toMatchObject({ status: 'ok' });
  });

  it('take the addresses of one household in IPv6 for one', async () => {
    for (let n = 0; n < 3; n++) await openFrom(`2001:db8:1:2::${n}`);
    await expect(openFrom('2001:db8:1:2:ffff::1')).rejects.toThrow('429');
    await openFrom('2001:db8:1:3::1');
  });

  it('believe no address that a client makes up without a proxy', async () => {
    for (let n = 0; n < 2; n++) await openFrom(`203.0.113.${n}`, stack);
    await expect(openFrom('203.0.113.9', stack)).rejects.toThrow('429');
  });

  it('keep no place for who hangs up in the hand-shake', async () => {
    for (let n = 0; n < 20; n++) {
      const socket = new WebSocket(`${proxied.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=nonsense`, {
        headers: { 'x-forwarded-for': '203.0.113.50' },
      });
      socket.on('error', () => undefined);
      await new Promise((resolve) => socket.on('close', resolve));
    }
    await openFrom('203.0.113.50');
  });

  it('cut off who sends the frame that is one too many of all its sockets together', async () => {
    const [one, other] = [await openFrom('203.0.113.7'), await openFrom('203.0.113.7')];
    for (let n = 0; n < 60; n++) for (const client of [one, other]) client.socket.send('[');
    expect(await Promise.race([one.closed, other.closed])).toBe(1008);
  });

  it('cut off who sends moderately, but more than that leaves for each of so many', async () => {
    const crowd = [await openFrom('203.0.113.70'), await openFrom('203.0.113.70'), await openFrom('203.0.113.70')];
    for (let n = 0; n < 45; n++) for (const { socket } of crowd) socket.send('[');
    expect(await Promise.race(crowd.map(({ closed }) => closed))).toBe(1008);
  });

  it('spare who sends little beside those who send too much from the same network', async () => {
    const [quiet, loud] = [await openFrom('203.0.113.80'), await openFrom('203.0.113.80')];
    for (let n = 0; n < 150; n++) loud.socket.send('[');
    expect(await loud.closed).toBe(1008);
    quiet.send(null, 'beat', 'phoenix', 'heartbeat', {});
    expect(await quiet.reply('beat')).toEqual(okReply());
  });

  it('count pongs among the frames, and take no message in crumbs', async () => {
    const flooding = await openFrom('203.0.113.90');
    for (let n = 0; n < 150; n++) flooding.socket.pong();
    expect(await flooding.closed).toBe(1008);
    const crumbling = await openFrom('203.0.113.91');
    for (let n = 0; n < 600; n++) crumbling.socket.send('x', { fin: false });
    expect([1006, 1008, 1009]).toContain(await crumbling.closed);
  });

  it('let nobody’s crowd on a public topic use up the time of the process', async () => {
    const crowd = [await openFrom('203.0.113.60'), await openFrom('203.0.113.60'), await openFrom('203.0.113.60')];
    const [loud] = crowd;
    const elsewhere = await openFrom('198.51.100.9');
    const config = { broadcast: { ack: true } };
    for (const client of [...crowd, elsewhere]) await joinTopic(client, 'realtime:boo', '1', config);
    for (let n = 2; n <= 9; n++) loud?.send('1', `${n}`, 'realtime:boo', 'broadcast', { event: 'x', payload: {} });
    expect(await loud?.reply('9')).toEqual(errorReply('Too many messages per second'));
    elsewhere.send('1', '2', 'realtime:boo', 'broadcast', { event: 'y', payload: {} });
    expect(await elsewhere.reply('2')).toEqual(okReply());
  });

  it('refuse joins too many of all its sockets together, and close none for that', async () => {
    const [one, other, far] = [
      await openFrom('203.0.113.8'),
      await openFrom('203.0.113.8'),
      await openFrom('198.51.100.8'),
    ];
    for (let n = 1; n <= 20; n++) {
      const client = n % 2 === 0 ? one : other;
      expect(await joinTopic(client, `realtime:t${n}`, `${n}`)).toMatchObject({ status: 'ok' });
    }
    for (let n = 21; n <= 40; n++) {
      const refused = await joinTopic(one, `realtime:t${n}`, `${n}`);
      expect(refused).toEqual(errorReply('ClientJoinRateLimitReached: Too many joins from this address'));
    }
    expect(await joinTopic(far, 'realtime:t1', '1')).toMatchObject({ status: 'ok' });
    const person = await stack.token();
    expect(await joinTopic(other, 'realtime:t41', '41', {}, person)).toMatchObject({ status: 'ok' });
    const nonsense = await joinTopic(one, 'realtime:t42', '42', {}, 'nonsense');
    expect(nonsense).toEqual(errorReply('ClientJoinRateLimitReached: Too many joins from this address'));
    expect(one.socket.readyState).toBe(WebSocket.OPEN);
  });
});

describe('a socket', () => {
  it('whose joins are refused over and over is closed, and no other one of its network', async () => {
    const [curious, guest] = [await openFrom('203.0.113.9'), await openFrom('203.0.113.9')];
    for (let n = 1; n <= 9; n++)
      curious.send(`${n}`, `${n}`, `realtime:secret-${n}`, 'phx_join', { config: { private: true } });
    expect(await curious.closed).toBe(1008);
    expect(await joinTopic(guest, 'realtime:open', '1')).toMatchObject({ status: 'ok' });
  });
});
