import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedDemo } from '@blunari/db/seed';
import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import { Pool } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isPasswordRight } from '../embedded/auth/passwords.ts';
import { selectUser } from '../embedded/auth/queries/select-user.ts';
import { seedDemoData } from './seed-demo-data.ts';

const knownPassword = 'table-for-two';
const giulia = 'giulia@example.com';
const marco = 'marco@example.com';

let database: TestDatabase;
let authPool: Pool;
let owner: Pool;
let folderPath: string;

beforeEach(async () => {
  folderPath = await mkdtemp(join(tmpdir(), 'demo-'));
  database = await createTestDatabase();
  authPool = new Pool({ connectionString: database.urls.auth, max: 4 });
  owner = new Pool({ connectionString: database.urls.owner, max: 1 });
});
afterEach(async () => {
  await Promise.all([authPool.end(), owner.end()]);
  await database.drop();
  await rm(folderPath, { recursive: true, force: true });
});

const start = (isPublic = false) =>
  seedDemoData({ authPool, ownerUrl: database.urls.owner, folderPath, isPublic, now: new Date() });

const opens = async (email: string, password: string) =>
  isPasswordRight(password, (await selectUser(authPool, { email }))?.encrypted_password);

it('prints the same sign-ins at every start on this machine', async () => {
  const first = await start();
  expect(first).toHaveLength(9);
  expect(first[0]).toEqual({ tenant: 'Trattoria Lucia', role: 'owner', email: giulia, password: knownPassword });
  expect(await opens(giulia, knownPassword)).toBe(true);
  expect(await start()).toEqual(first);
});

it('leaves deleted what was deleted', async () => {
  await start();
  await authPool.query(`delete from auth.users where email = $1::text`, [marco]);
  await owner.query(`delete from public.tenant_members where role = 'editor'`);
  const signIns = await start();
  expect(signIns.map(({ email }) => email)).not.toContain(marco);
  expect(await selectUser(authPool, { email: marco })).toBeUndefined();
  expect((await owner.query(`select from public.tenant_members where role = 'editor'`)).rowCount).toBe(0);
  // Owners last: while their restaurant is there, it keeps one.
  await owner.query('delete from public.tenants');
  await authPool.query('delete from auth.users');
  expect(await start()).toEqual([]);
  expect((await owner.query('select from public.tenants')).rowCount).toBe(0);
});

it('makes passwords that nobody knows where strangers may reach it, and prints them again', async () => {
  const first = await start(true);
  expect(new Set(first.map(({ password }) => password)).size).toBe(9);
  expect(await opens(giulia, knownPassword)).toBe(false);
  expect(await opens(giulia, first[0]?.password ?? '')).toBe(true);
  expect(await start(true)).toEqual(first);
  expect(await start()).toEqual(first);
  expect((await stat(join(folderPath, 'demo.json'))).mode & 0o077).toBe(0);
});

it('takes the known password out of a folder that becomes public, and ends its sessions', async () => {
  await start();
  await authPool.query(
    `insert into auth.sessions (id, user_id, created_at, updated_at) select gen_random_uuid(), id, now(), now() from auth.users`,
  );
  await authPool.query(`update auth.users set encrypted_password = 'own' where email = 'marco@example.com'`);
  const signIns = await start(true);
  expect(signIns).toHaveLength(8);
  expect(await opens(giulia, knownPassword)).toBe(false);
  expect(await opens(giulia, signIns[0]?.password ?? '')).toBe(true);
  expect((await selectUser(authPool, { email: 'marco@example.com' }))?.encrypted_password).toBe('own');
  const { rows } = await authPool.query('select u.email from auth.sessions s join auth.users u on u.id = s.user_id');
  expect(rows).toEqual([{ email: 'marco@example.com' }]);
  expect(await start(true)).toEqual(signIns);
});

it('keeps a demo that is older than the record of it', async () => {
  await start();
  await rm(join(folderPath, 'demo.json'));
  await authPool.query(`update auth.users set encrypted_password = 'own' where email = 'marco@example.com'`);
  await owner.query(`delete from public.tenant_members where role = 'editor'`);
  const signIns = await start();
  expect(signIns.map(({ email }) => email)).toContain(giulia);
  expect(signIns).toHaveLength(8);
  expect((await owner.query(`select from public.tenant_members where role = 'editor'`)).rowCount).toBe(0);
});

it('finishes a first start that was broken off', async () => {
  const broken = seedDemoData({
    authPool,
    ownerUrl: database.urls.owner,
    folderPath,
    isPublic: true,
    now: new Date(NaN),
  });
  await expect(broken).rejects.toThrow();
  const signIns = await start(true);
  expect(signIns).toHaveLength(9);
  expect(await opens(giulia, signIns[0]?.password ?? '')).toBe(true);
  expect(await seedDemo(database.urls.owner, { now: new Date() })).toEqual({ isNew: false });
});
