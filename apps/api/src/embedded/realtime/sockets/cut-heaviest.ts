import process from 'node:process';
import type { Log } from '../log.ts';
import type { Connection } from './connection.ts';

type Heavy = Pick<Connection, 'heldBytes' | 'terminate'>;

/**
 * Where all buffers of the process take more than `bufferBytes`, cuts off whose sockets hold most of it, unread or sent by
 * halves, down to half of what they hold. Frames are shared by their readers, so what the sockets say does not add up to
 * memory; the buffers do.
 */
export function cutHeaviest(connections: Iterable<Heavy>, bufferBytes: number, log: Log): void {
  if (process.memoryUsage().arrayBuffers <= bufferBytes) return;
  const heavy = [...connections].filter(({ heldBytes }) => heldBytes > 0);
  heavy.sort((one, other) => other.heldBytes - one.heldBytes);
  const heldBytes = heavy.reduce((sum, connection) => sum + connection.heldBytes, 0);
  let cutBytes = 0;
  let cut = 0;
  for (const connection of heavy) {
    if (cutBytes >= heldBytes / 2) break;
    cutBytes += connection.heldBytes;
    cut += 1;
    connection.terminate();
  }
  if (cut > 0) log.warn({ cut, heldBytes }, 'Memory is short: the sockets that hold most of it are cut off.');
}
