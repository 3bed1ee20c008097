import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readRuntimeFile, writeRuntimeFile } from './runtime-file.ts';

const env = {
  PUBLIC_URL: 'http://localhost:8080',
  WIDGET_URL: 'http://127.0.0.1:8080',
  DEMO_URL: 'http://localhost:8081',
  SUPABASE_URL: 'http://localhost:8080',
  SUPABASE_ANON_KEY: 'anon',
  SUPABASE_SERVICE_ROLE_KEY: 'service',
  DATABASE_URL: 'postgres://blunari_api:a@127.0.0.1:5/postgres',
  DATABASE_OWNER_URL: 'postgres://postgres:b@127.0.0.1:5/postgres',
};

const demoSignIns = [{ tenant: 'Trattoria', role: 'owner', email: 'owner@example.test', password: 'p' }];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blunari-runtime-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('gives back what was written, to this user only, until it is removed', async () => {
  const remove = await writeRuntimeFile(folder, env, demoSignIns);
  expect(await readRuntimeFile(folder)).toEqual({ ...env, demoSignIns, pid: process.pid });
  expect((await stat(join(folder, 'stack.json'))).mode & 0o777).toBe(0o600);
  await remove();
  expect(await readRuntimeFile(folder)).toBeUndefined();
});

it('says that nothing runs when the writer was killed', async () => {
  await writeRuntimeFile(folder, env, demoSignIns);
  const path = join(folder, 'stack.json');
  // Beyond the largest pid that Linux gives out.
  const left = { ...JSON.parse(await readFile(path, 'utf8')), pid: 2 ** 22 + 1 };
  await writeFile(path, JSON.stringify(left));
  expect(await readRuntimeFile(folder)).toBeUndefined();
});
