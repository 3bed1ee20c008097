import fastify from 'fastify';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { defaultLimits } from '../limits.ts';
import { Connection } from './connection.ts';

const { log } = fastify({ logger: false });

/** What becomes of a frame for a client that has left so many bytes unread. */
function sendTo(unreadBytes: number, frameBytes: number) {
  const outcome = { sent: 0, isCut: false };
  const socket = {
    readyState: WebSocket.OPEN,
    OPEN: WebSocket.OPEN,
    bufferedAmount: unreadBytes,
    send: () => void (outcome.sent += 1),
    terminate: () => void (outcome.isCut = true),
    close: () => undefined,
    pause: () => undefined,
    resume: () => undefined,
  };
  const opener = { serializer: '2.0.0', token: '', network: '203.0.113.7', bytesRead: () => 0 } as const;
  const connection = new Connection(socket, opener, { ...defaultLimits, unsentBytes: 1_000 }, 0, log);
  connection.send({ bytes: Buffer.alloc(frameBytes), isBinary: true });
  return outcome;
}

it('cuts off a reader whose unread bytes would be too many with the next frame, and sends a large one to who has read all', () => {
  expect(sendTo(900, 100)).toEqual({ sent: 1, isCut: false });
  expect(sendTo(900, 101)).toEqual({ sent: 0, isCut: true });
  expect(sendTo(0, 5_000)).toEqual({ sent: 1, isCut: false });
});
