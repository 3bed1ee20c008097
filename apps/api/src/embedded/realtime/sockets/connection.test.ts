import fastify from 'fastify';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { defaultLimits } from '../limits.ts';
import { channelOf } from '../testing/channel-of.ts';
import { Connection } from './connection.ts';
import { mayWrite } from './may-write.ts';

const { log } = fastify({ logger: false });

/** A connection whose client has left so many bytes unread, and what becomes of it. */
function connectionWith(unreadBytes: number) {
  const outcome = { sent: 0, isCut: false };
  let readyState: WebSocket['readyState'] = WebSocket.OPEN;
  const socket = {
    get readyState() {
      return readyState;
    },
    OPEN: WebSocket.OPEN,
    bufferedAmount: unreadBytes,
    send: () => void (outcome.sent += 1),
    terminate: () => void (outcome.isCut = true),
    close: () => undefined,
    pause: () => undefined,
    resume: () => undefined,
  };
  const opener = { serializer: '2.0.0', token: '', network: '203.0.113.7', bytesRead: () => 0 } as const;
  const connection = new Connection(socket, opener, { ...defaultLimits, unsentBytes: 1_000 }, log);
  const end = () => {
    readyState = WebSocket.CLOSED;
    connection.ended();
  };
  return { connection, outcome, end };
}

function sendTo(unreadBytes: number, frameBytes: number) {
  const { connection, outcome } = connectionWith(unreadBytes);
  connection.send({ bytes: Buffer.alloc(frameBytes), isBinary: true });
  return outcome;
}

it('cuts off a reader whose unread bytes would be too many with the next frame, and sends a large one to who has read all', () => {
  expect(sendTo(900, 100)).toEqual({ sent: 1, isCut: false });
  expect(sendTo(900, 101)).toEqual({ sent: 0, isCut: true });
  expect(sendTo(0, 5_000)).toEqual({ sent: 1, isCut: false });
});

it('waits for nothing on behalf of a client that has gone, nor for longer than it is to', async () => {
  const { connection, end } = connectionWith(0);
  const never = new Promise<never>(() => undefined);
  expect(await connection.waitAtMost(Promise.resolve('answer'), 60_000)).toBe('answer');
  expect(await connection.waitAtMost(never, 0)).toBeUndefined();
  const key = { name: 'news', isPrivate: true };
  const permissions = { read: () => never, write: () => never };
  const waits = [
    connection.waitAtMost(never, 60_000),
    mayWrite({ permissions }, connection, channelOf(key, connection), 'broadcast'),
  ];
  for (let n = 0; n < 3; n++) connection.queues.add('news', 5, () => never);
  end();
  expect(await Promise.all(waits)).toEqual([undefined, false]);
  expect(connection.waitingBytes).toBe(5);
  expect(await connection.waitAtMost(never, 60_000)).toBeUndefined();
});

it('counts among what waits the subscriptions that are still being looked at, and no others', () => {
  const { connection } = connectionWith(0);
  const channel = channelOf({ name: 'menus', isPrivate: false }, connection, { changeCount: 10 });
  connection.channels.set('menus', channel);
  expect(connection.waitingBytes).toBe(0);
  connection.unsettled.add(channel);
  expect(connection.waitingBytes).toBe(10 * 200);
});
