import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { joinTopic, okReply, openRawClient } from '../testing/raw-client.ts';
import { startTestGateway } from '../testing/start-test-gateway.ts';

it('are a socket’s own weight: where memory is short, who sent the most of them is cut off, and nobody else', async () => {
  const stack = await startTestGateway({ bufferBytes: 0 });
  const honest = await openRawClient(stack.url, stack.keys.anonKey);
  expect(await joinTopic(honest, 'realtime:a', '1')).toMatchObject({ status: 'ok' });
  const half = await openByHand(stack.url, stack.keys.anonKey);
  half.write(startOfFrame(2_000_000));
  half.write(Buffer.alloc(1_000_000, 'a'));
  await once(half, 'close');
  honest.send('1', '2', 'realtime:a', 'phx_leave', {});
  expect(await honest.reply('2')).toEqual(okReply());
  honest.socket.close();
  await stack.stop();
});

/** A socket after the hand-shake, without a library that would not send half a frame. */
async function openByHand(url: string, apiKey: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  // It is cut off in the middle of what it sends.
  socket.on('error', () => undefined);
  const request = [
    `GET /realtime/v1/websocket?apikey=${apiKey}&vsn=2.0.0 HTTP/1.1`,
    `Host: ${hostname}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
  ];
  socket.write(`${request.join('\r\n')}\r\n\r\n`);
  await once(socket, 'data');
  return socket;
}

/** The head of a masked text frame of that many bytes (RFC 6455, 5.2). */
function startOfFrame(byteLength: number): Buffer {
  const head = Buffer.alloc(14);
  head.writeUInt8(0x81, 0);
  head.writeUInt8(0x80 | 127, 1);
  head.writeBigUInt64BE(BigInt(byteLength), 2);
  return head;
}
