import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FaultyLine } from './faulty-line.ts';

let server: Server;
let line: FaultyLine;
let heardByServer: string[];
let serverSockets: Socket[];

beforeEach(async () => {
  heardByServer = [];
  serverSockets = [];
  server = createServer((socket) => {
    serverSockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      heardByServer.push(chunk.toString());
      socket.write(chunk);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  line = await FaultyLine.to(typeof address === 'object' && address ? address.port : 0);
});

afterEach(async () => {
  await line.close();
  for (const socket of serverSockets) socket.destroy();
  server.close();
});

interface Caller {
  readonly socket: Socket;
  readonly heard: string[];
  /** How it ended: `ended` in good order, or the error's code. */
  readonly ending: Promise<string>;
}

function call(): Caller {
  const socket = connect(line.port, '127.0.0.1');
  const heard: string[] = [];
  const { promise: ending, resolve } = Promise.withResolvers<string>();
  socket.on('data', (chunk) => heard.push(chunk.toString()));
  socket.on('end', () => resolve('ended'));
  socket.on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  return { socket, heard, ending };
}

async function callThrough(): Promise<Caller> {
  const caller = call();
  caller.socket.write('hello');
  await expect.poll(() => caller.heard).toEqual(['hello']);
  return caller;
}

it('carries both ways, in order, and tells each end of the other’s end', async () => {
  const caller = await callThrough();
  for (const word of ['a', 'b', 'c']) caller.socket.write(word);
  await expect.poll(() => caller.heard.join('')).toBe('helloabc');
  serverSockets[0]?.end();
  expect(await caller.ending).toBe('ended');
  await expect.poll(() => line.connectionCount).toBe(0);
});

describe('of those who stand', () => {
  it('cut: each hears an end in good order, and who calls again gets through', async () => {
    const caller = await callThrough();
    line.cut();
    expect(await caller.ending).toBe('ended');
    await callThrough();
  });

  it('reset: each hears a reset, and who calls again gets through', async () => {
    const caller = await callThrough();
    line.reset();
    expect(await caller.ending).toBe('ECONNRESET');
    await callThrough();
  });

  it('half-open: nobody hears anything, not even after it is mended', async () => {
    const caller = await callThrough();
    line.halfOpen();
    caller.socket.write('lost');
    const later = call();
    later.socket.write('lost too');
    await once(later.socket, 'connect');
    await line.mend();
    await callThrough();
    caller.socket.write('lost as well');
    serverSockets[0]?.write('lost on the way back');
    await callThrough();
    expect(heardByServer).toEqual(['hello', 'hello', 'hello']);
    expect(caller.heard).toEqual(['hello']);
    expect(later.heard).toEqual([]);
    expect([line.connectionCount, line.acceptedCount]).toEqual([2, 4]);
    later.socket.destroy();
    caller.socket.destroy();
  });
});

describe('of those who come', () => {
  it('refusing: nobody is let in until it is mended', async () => {
    const caller = await callThrough();
    await line.refuse();
    expect(await caller.ending).toBe('ECONNRESET');
    expect(await call().ending).toBe('ECONNREFUSED');
    await line.mend();
    await callThrough();
  });

  it('holding: they wait in the line, those who stand go on', async () => {
    const standing = await callThrough();
    line.hold();
    const caller = call();
    caller.socket.write('waiting');
    standing.socket.write('!');
    await expect.poll(() => standing.heard.join('')).toBe('hello!');
    expect(heardByServer.join('')).toBe('hello!');
    await line.mend();
    await expect.poll(() => caller.heard).toEqual(['waiting']);
  });
});

it.each([
  ['delayed', () => line.delay(50), 100],
  ['slow', () => line.slow(200), 100],
] as const)('%s: everything arrives, later, and in order', async (_name, worsen, atLeastMs) => {
  const caller = await callThrough();
  worsen();
  const startedAtMs = performance.now();
  for (const word of ['one ', 'two ', 'three']) caller.socket.write(word);
  await expect.poll(() => caller.heard.join('')).toBe('helloone two three');
  // Not less than the line was told to take, there and back; how much more is the machine's affair.
  expect(performance.now() - startedAtMs).toBeGreaterThan(atLeastMs - 5);
  await line.mend();
});

it('remembers what it was', async () => {
  line.cut();
  line.halfOpen();
  await line.mend();
  expect(line.events.map(({ fact }) => fact)).toEqual(['opened', 'cut', 'half-open', 'mended']);
});
