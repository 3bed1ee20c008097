import { fastify } from 'fastify';
import { expect, it } from 'vitest';
import { tellOfUnknownProxy } from './tell-of-unknown-proxy.ts';

/** What is logged as a warning while the proxy at 127.0.0.1 sends requests on. */
async function warningsWhere(trustProxy: string[] | false, headers: Record<string, string>) {
  const lines: string[] = [];
  const app = fastify({ trustProxy, logger: { level: 'warn', stream: { write: (line: string) => lines.push(line) } } });
  tellOfUnknownProxy(app);
  app.get('/', async () => 'here');
  for (let round = 0; round < 3; round++) await app.inject({ url: '/', headers });
  await app.close();
  return lines;
}

const forwarded = { 'x-forwarded-for': '203.0.113.7' };

it('says once that a proxy is not believed', async () => {
  const warnings = await warningsWhere(false, forwarded);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('TRUST_PROXY');
  expect(await warningsWhere(['10.0.0.0/8'], forwarded)).toHaveLength(1);
});

it('says nothing where the proxy is believed, or there is none', async () => {
  expect(await warningsWhere(['127.0.0.1'], forwarded)).toEqual([]);
  expect(await warningsWhere(false, {})).toEqual([]);
});
