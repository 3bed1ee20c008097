import process from 'node:process';
import type { RealtimeLimits } from '../limits.ts';
import type { Log } from '../log.ts';
import type { Connection } from './connection.ts';

type Heavy = Pick<Connection, 'heldBytes' | 'waitingBytes' | 'terminate'>;

/**
 * Where the process as a whole keeps too much for its sockets, cuts off those that it keeps most for, down to half of it.
 * Buffers: unread, or sent by halves. Frames are shared by their readers, so what the sockets say does not add up to memory;
 * the buffers do; but those of the process may be somebody else's, or nobody's any more and not collected yet, so where the
 * sockets hold less than half of what is too much it is not their fault. Messages: waiting for the database or for what they asked for, parsed already and no buffers any more.
 */
export function cutHeaviest(
  connections: Iterable<Heavy>,
  limits: Pick<RealtimeLimits, 'bufferBytes' | 'allWaitingBytes' | 'modestWaitingBytes'>,
  log: Log,
): void {
  const all = [...connections];
  const heldBytes = sumOf(all, (connection) => connection.heldBytes);
  const isTheirs = heldBytes > limits.bufferBytes / 2;
  if (isTheirs && process.memoryUsage().arrayBuffers > limits.bufferBytes) {
    cutHalf(all, (connection) => connection.heldBytes, log);
  }
  const waitingBytes = sumOf(all, (connection) => connection.waitingBytes);
  if (waitingBytes <= limits.allWaitingBytes) return;
  // A crowd that joins while the database is slow is no flood: cut off, each would come back and ask anew.
  const heavy = all.filter((connection) => connection.waitingBytes > limits.modestWaitingBytes);
  cutHalf(heavy, (connection) => connection.waitingBytes, log);
}

const sumOf = (connections: readonly Heavy[], bytesOf: (connection: Heavy) => number): number =>
  connections.reduce((sum, connection) => sum + bytesOf(connection), 0);

function cutHalf(connections: readonly Heavy[], bytesOf: (connection: Heavy) => number, log: Log): void {
  const heavy = connections.filter((connection) => bytesOf(connection) > 0);
  heavy.sort((one, other) => bytesOf(other) - bytesOf(one));
  const heldBytes = sumOf(heavy, bytesOf);
  let cutBytes = 0;
  let cut = 0;
  for (const connection of heavy) {
    if (cutBytes >= heldBytes / 2) break;
    cutBytes += bytesOf(connection);
    cut += 1;
    connection.terminate();
  }
  if (cut > 0) log.warn({ cut, heldBytes }, 'Memory is short: the sockets that hold most of it are cut off.');
}
