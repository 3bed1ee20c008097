import * as fc from 'fast-check';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import type { Serializer } from '../protocol/client-frame.ts';
import { eventually } from './eventually.ts';
import { fuzzFrames } from './fuzz-frames.ts';
import { joinTopic, okReply, openRawClient } from './raw-client.ts';
import { startTestGateway, type TestGateway } from './start-test-gateway.ts';

/** Limits that let the frames through to what they are meant to break. */
export const startFuzzedGateway = (): Promise<TestGateway> =>
  startTestGateway({
    broadcastBytes: 20_000,
    joinsPerSecond: 1e6,
    messagesPerSecond: 1e6,
    presencePerSecond: 1e6,
    presentOnTopic: 1e6,
    framesPerSecond: 1e6,
    frameBytesPerSecond: 1e9,
    refusedJoinsPerMinute: 1e6,
    network: { sockets: 1e6, channels: 1e6, joinsPerTenSeconds: 1e6, framesPerSecond: 1e6, frameBytesPerSecond: 1e9 },
    publicTopics: { deliveredBytesPerSecond: 1e12, siteBytesPerSecond: 1e12 },
    waitingMessages: 1e6,
    waitingBytes: 1e9,
    topic: { channels: 1e6, messagesPerSecond: 1e6, bytesPerSecond: 1e9, deliveredBytesPerSecond: 1e12 },
    tenant: { channels: 1e6, messagesPerSecond: 1e6, bytesPerSecond: 1e9, deliveredBytesPerSecond: 1e12 },
  });

/**
 * Sends the frames of one seed, on new sockets whenever one was closed for it, while a bystander sits on the same topic:
 * whom nothing may reach but well-formed frames, who must be answered afterwards, and whose process must have kept its calm.
 */
export async function fuzzGateway(
  stack: TestGateway,
  serializer: Serializer,
  seed: number,
  count: number,
): Promise<void> {
  const faults: unknown[] = [];
  const onFault = (error: unknown): void => void faults.push(error);
  process.on('unhandledRejection', onFault).on('uncaughtException', onFault);
  const url = `${stack.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${stack.keys.anonKey}&vsn=${serializer}`;
  const bystander = await openRawClient(stack.url, stack.keys.anonKey);
  await joinTopic(bystander, 'realtime:calm', '1', {
    broadcast: { ack: true, self: true },
    presence: { enabled: true },
  });
  let attacker = await openSocket(url);
  for (const [index, frame] of fc.sample(fuzzFrames(serializer), { seed, numRuns: count }).entries()) {
    if (attacker.readyState !== WebSocket.OPEN) attacker = await openSocket(url);
    // Most of what breaks things is behind a join, and most frames that look like one end it.
    if (index % 10 === 0) attacker.send(messages[serializer].join);
    attacker.send(frame);
    // Time to be cut off for it, or all that follows would be lost with the socket.
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
  attacker.send(messages[serializer].end);
  await endOf(attacker);
  bystander.send('1', 'last', 'realtime:calm', 'broadcast', { event: 'still', payload: { here: true } });
  const label = `serializer ${serializer}, seed ${seed}`;
  expect(await bystander.reply('last'), label).toEqual(okReply());
  // Or the frames were turned away at the door, and nothing was tried.
  const reached = bystander.frames.filter(({ event }) => event === 'broadcast' || event === 'presence_diff');
  expect(reached.length, label).toBeGreaterThan(count / 100);
  bystander.socket.close();
  // Nothing is left of the attacker: no socket, no channel, no presence.
  await eventually(() => expect(stack.gateway.connectionCount(), label).toBe(0));
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', onFault).off('uncaughtException', onFault);
  expect(faults, label).toEqual([]);
}

const messages = {
  '1.0.0': {
    join: '{"topic":"realtime:calm","event":"phx_join","payload":{},"ref":"1","join_ref":"1"}',
    end: '{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"end"}',
  },
  '2.0.0': {
    join: '["1","1","realtime:calm","phx_join",{}]',
    end: '[null,"end","phoenix","heartbeat",{}]',
  },
} as const satisfies Record<Serializer, object>;

async function openSocket(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  socket.on('error', () => undefined);
  await new Promise((resolve, reject) => socket.on('open', resolve).on('close', reject));
  return socket;
}

/** Answered to the last frame, or closed for one before it. */
async function endOf(socket: WebSocket): Promise<void> {
  await new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      if (Buffer.isBuffer(data) && data.includes('"end"')) resolve();
    });
    socket.on('close', () => resolve());
    if (socket.readyState !== WebSocket.OPEN) resolve();
  });
  socket.terminate();
}
