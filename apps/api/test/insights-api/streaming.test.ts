import { get, type IncomingMessage } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { withClient } from '@blunari/db/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTenant, type TestTenant } from '../support/create-tenant.ts';
import { publicUrl, startTestApp, type TestApp } from '../support/start-test-app.ts';
import { storeViews } from './support/stored-visits.ts';

const count = 200_000;

let test: TestApp;
let tenant: TestTenant;
let port: string;

beforeAll(async () => {
  test = await startTestApp();
  tenant = await createTenant(test.urls.owner);
  await storeViews(test.urls.owner, tenant, count);
  port = new URL(await test.app.listen({ port: 0, host: '127.0.0.1' })).port;
}, 120_000);
afterAll(() => test.close());

async function download(userId: string): Promise<IncomingMessage> {
  const authorization = `Bearer ${await test.tokenOf(userId)}`;
  const path = `/api/v1/insights/export.ndjson?tenant=${tenant.id}&from=2026-11-02&to=2026-11-02`;
  const headers = { host: new URL(publicUrl).host, authorization };
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers }, resolve).on('error', reject);
  });
}

setFlagsFromString('--expose_gc');
const collectGarbage: unknown = runInNewContext('gc');

function heldBytes(): number {
  if (typeof collectGarbage === 'function') collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const megabyte = 1_000_000;

it('takes as much memory for 200,000 events as for a few', async () => {
  const answer = await download(tenant.members.viewer);
  let [lines, bytes, nextSample, most] = [0, 0, megabyte, 0];
  let atFirst: number | undefined;
  for await (const chunk of answer) {
    const read = Buffer.from(chunk);
    lines += read.filter((byte) => byte === 10).length;
    bytes += read.length;
    if (bytes < nextSample) continue;
    nextSample += 10 * megabyte;
    const held = heldBytes();
    atFirst ??= held;
    most = Math.max(most, held - atFirst);
  }
  expect(lines).toBe(count);
  expect(bytes).toBeGreaterThan(60 * megabyte);
  // A few pages of 0.5 MB each; what was read so far would be 60 MB and more.
  expect(most).toBeLessThan(15 * megabyte);
}, 120_000);

const openTransactions = () =>
  withClient(test.urls.owner, async (client) => {
    const { rows } = await client.query<{ open: string }>(
      `select state || ' ' || left(query, 90) as open from pg_stat_activity
       where datname = current_database() and usename = 'blunari_api' and xact_start is not null`,
    );
    return rows.map(({ open }) => open);
  });

it('holds no transaction while nobody reads on', async () => {
  const answer = await download(tenant.members.viewer);
  answer.pause();
  await expect.poll(openTransactions, { timeout: 20_000 }).toEqual([]);
  answer.destroy();
}, 120_000);

it('breaks off, and does not seem to end, when the reader is removed from the restaurant meanwhile', async () => {
  const answer = await download(tenant.members.editor);
  answer.pause();
  await withClient(test.urls.owner, (client) =>
    client.query('delete from public.tenant_members where user_id = $1', [tenant.members.editor]),
  );
  await expect(async () => {
    for await (const chunk of answer) void chunk;
  }).rejects.toThrow('aborted');
}, 120_000);
