import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * Below the ports that Linux (from 32768) and macOS (from 49152) hand to outgoing connections and to `listen(0)`, so
 * that nobody takes one between the look and its use.
 */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** `count` neighbouring TCP ports of the loopback address that nothing listens on, in rising order. */
export async function findFreePorts(count: number): Promise<number[]> {
  const first = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
  const ports = Array.from({ length: count }, (_, index) => first + index);
  const probes: Server[] = [];
  try {
    for (const port of ports) {
      const probe = createServer().listen(port, '127.0.0.1');
      await once(probe, 'listening');
      probes.push(probe);
    }
    return ports;
  } catch {
    return await findFreePorts(count);
  } finally {
    for (const probe of probes) probe.close();
  }
}
