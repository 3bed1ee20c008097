import process from 'node:process';
import type { Log } from '../log.ts';
import type { Connection } from './connection.ts';

type Reader = Pick<Connection, 'unsentBytes' | 'terminate'>;

/**
 * Where all buffers of the process take more than `bufferBytes`, cuts off who has left most unread, down to half of what
 * is unread. Frames are shared by their readers, so what the sockets say they hold does not add up to memory; the buffers do.
 */
export function cutSlowReaders(connections: Iterable<Reader>, bufferBytes: number, log: Log): void {
  if (process.memoryUsage().arrayBuffers <= bufferBytes) return;
  const slow = [...connections].filter(({ unsentBytes }) => unsentBytes > 0);
  slow.sort((one, other) => other.unsentBytes - one.unsentBytes);
  const unsentBytes = slow.reduce((sum, connection) => sum + connection.unsentBytes, 0);
  let cutBytes = 0;
  let cut = 0;
  for (const connection of slow) {
    if (cutBytes >= unsentBytes / 2) break;
    cutBytes += connection.unsentBytes;
    cut += 1;
    connection.terminate();
  }
  if (cut > 0) log.warn({ cut, unsentBytes }, 'Memory is short: the slowest readers are cut off.');
}
