import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { bindPort } from './bind-port.ts';

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

it('answers on both loopback addresses: at first that it is starting, then what it serves', async () => {
  const port = await findFreePort();
  const bound = await bindPort(port, undefined);
  const ask = async (host: string) => (await fetch(`http://${host}:${port}/`)).text();
  expect(await ask('127.0.0.1')).toBe('Starting.\n');
  bound.serve((_request, response) => response.end('served'));
  expect(await ask('127.0.0.1')).toBe('served');
  expect(await ask('localhost')).toBe('served');
  await bound.close(0);
  await expect(ask('127.0.0.1')).rejects.toThrow();
});

it('fails at once where another program has the port, on either address', async () => {
  const port = await findFreePort();
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  await expect(bindPort(port, undefined)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  other.close();
});

it('waits for an answer under way, but not for ever', async () => {
  const port = await findFreePort();
  const bound = await bindPort(port, '127.0.0.1');
  const received = Promise.withResolvers<ServerResponse>();
  bound.serve((_request, response) => received.resolve(response));
  const answer = fetch(`http://127.0.0.1:${port}/`).then((response) => response.text());
  const response = await received.promise;
  const closed = bound.close(60_000);
  response.end('late');
  await closed;
  expect(await answer).toBe('late');

  const impatient = await bindPort(port, '127.0.0.1');
  const arrived = Promise.withResolvers<void>();
  impatient.serve(() => arrived.resolve());
  const unanswered = expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  await arrived.promise;
  await impatient.close(20);
  await unanswered;
});

it('lives on when a client that asks for a socket is gone before the answer, and keeps none that it refused', async () => {
  const port = await findFreePort();
  const bound = await bindPort(port, '127.0.0.1');
  const ask = () => {
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    return socket;
  };
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const hasty = ask();
    await once(hasty, 'connect');
    hasty.resetAndDestroy();
  }
  const refused = ask();
  const [answer] = await once(refused, 'data');
  expect(String(answer)).toContain('503');
  await once(refused, 'close');
  await bound.close(0);
});
