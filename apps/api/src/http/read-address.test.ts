import { once } from 'node:events';
import { IncomingMessage, request } from 'node:http';
import { Socket } from 'node:net';
import fastify from 'fastify';
import { expect, it } from 'vitest';
import { createAddressReader } from './read-address.ts';

/** What fastify and the reader say of one request from this machine. */
async function addressesOf(trustedProxies: string[] | undefined, forwardedFor: string | undefined) {
  const app = fastify({ logger: false, trustProxy: trustedProxies ?? false });
  const readAddress = createAddressReader(trustedProxies);
  app.get('/', async (seen) => [seen.ip, readAddress(seen.raw)]);
  try {
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const sent = request(url, { headers: forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor } });
    sent.end();
    const [answer] = await once(sent, 'response');
    let body = '';
    for await (const chunk of answer) body += String(chunk);
    return JSON.parse(body);
  } finally {
    await app.close();
  }
}

it.each([
  [undefined, undefined, '127.0.0.1'],
  [undefined, '203.0.113.7', '127.0.0.1'],
  [['10.0.0.0/8'], '203.0.113.7', '127.0.0.1'],
  [['127.0.0.1'], undefined, '127.0.0.1'],
  [['127.0.0.1'], '203.0.113.7', '203.0.113.7'],
  [['127.0.0.1'], '198.51.100.1, 203.0.113.7', '203.0.113.7'],
  [['127.0.0.0/8', '10.0.0.0/8'], '198.51.100.1, 203.0.113.7, 10.1.2.3', '203.0.113.7'],
])('with trust in %j and %j forwarded it is %s, as fastify says', async (trusted, forwarded, address) => {
  expect(await addressesOf(trusted, forwarded)).toEqual([address, address]);
});

it('knows no address of a socket that is gone, whoever is trusted', async () => {
  for (const trusted of [[], ['127.0.0.1']]) {
    const gone = new IncomingMessage(new Socket());
    expect(createAddressReader(trusted)(gone)).toBe('');
  }
});
