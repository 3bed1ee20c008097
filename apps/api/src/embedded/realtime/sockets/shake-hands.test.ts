import { get } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.ts';

let stack: TestGateway;

beforeAll(async () => {
  stack = await startTestGateway();
});

afterAll(() => stack.stop());

describe('the hand-shake', () => {
  const path = '/realtime/v1/websocket';

  it('takes the key from the URL or from a header', async () => {
    expect((await upgrade(`${path}?apikey=${stack.keys.anonKey}&vsn=2.0.0`))[0]).toBe(101);
    expect((await upgrade(path, { 'x-api-key': stack.keys.serviceRoleKey }))[0]).toBe(101);
  });

  it('is refused with JSON that says why', async () => {
    const expired = await stack.token({ lifetimeS: -5 });
    const forged = `${stack.keys.anonKey.slice(0, -6)}AAAAAA`;
    const roleless = await stack.keys.sign({ iss: 'supabase', exp: Math.floor(Date.now() / 1000) + 60 });
    expect(await upgrade(path)).toEqual([401, { error: 'API key is missing' }]);
    expect(await upgrade(`${path}?apikey=x`)).toEqual([401, { error: 'The token provided is not a valid JWT' }]);
    expect(await upgrade(`${path}?apikey=${expired}`)).toEqual([401, { error: 'Token has expired' }]);
    expect(await upgrade(`${path}?apikey=${forged}`)).toEqual([401, { error: 'Failed to validate JWT signature' }]);
    expect(await upgrade(`${path}?apikey=${roleless}`)).toEqual([
      401,
      { error: 'Fields `role` and `exp` are required in JWT' },
    ]);
    expect((await upgrade(`${path}?apikey=${stack.keys.anonKey}&vsn=3.0.0`))[0]).toBe(400);
    expect((await upgrade(`/elsewhere?apikey=${stack.keys.anonKey}`))[0]).toBe(404);
  });

  it('survives a client that hangs up in the middle of it', async () => {
    const { hostname, port } = new URL(stack.url);
    for (let round = 0; round < 20; round++) {
      const socket = connectTcp(Number(port), hostname);
      socket.on('error', () => undefined);
      socket.write(
        `GET ${path}?apikey=${stack.keys.anonKey} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
      );
      socket.resetAndDestroy();
    }
    expect((await upgrade(`${path}?apikey=${stack.keys.anonKey}`))[0]).toBe(101);
  });
});

function upgrade(path: string, headers: Record<string, string> = {}): Promise<[number | undefined, unknown]> {
  return new Promise((resolve, reject) => {
    const request = get(stack.url + path, {
      headers: {
        connection: 'upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...headers,
      },
    });
    request.on('error', reject);
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve([response.statusCode, undefined]);
    });
    request.on('response', (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve([response.statusCode, JSON.parse(body)]));
    });
  });
}
