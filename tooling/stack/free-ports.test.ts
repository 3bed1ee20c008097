import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it, vi } from 'vitest';
import { findFreePorts } from './free-ports.ts';

it('gives as many different ports as were asked for, each of them free', async () => {
  const ports = await findFreePorts(3);
  expect(new Set(ports).size).toBe(3);
  for (const port of ports) {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
  }
});

it('looks elsewhere where a port is taken', async () => {
  const [taken] = await findFreePorts(1);
  const server = createServer().listen(taken, '127.0.0.1');
  await once(server, 'listening');
  const random = vi.spyOn(Math, 'random').mockReturnValueOnce((Number(taken) - 20_000) / 12_000);
  const found = await findFreePorts(2);
  expect(random.mock.calls.length).toBeGreaterThan(1);
  expect(found).not.toContain(taken);
  random.mockRestore();
  server.close();
});
