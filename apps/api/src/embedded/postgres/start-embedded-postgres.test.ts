import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDataFolder, type DataFolder } from './data-folder.ts';
import { keepMessagePartitions } from './keep-message-partitions.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './start-embedded-postgres.ts';

let parent: string;
let folder: DataFolder;
let postgres: EmbeddedPostgres;

const now = (): Date => new Date('2031-05-01T12:00:00Z');
const nextDay = (): Date => new Date('2031-05-02T00:00:01Z');
const silent = (): void => undefined;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'blunari-embedded-'));
  await chmod(parent, 0o711);
  folder = await openDataFolder(join(parent, 'data'));
  postgres = await startEmbeddedPostgres({ folder, migrate: createApiRole, now, log: silent });
}, 60_000);
afterAll(async () => {
  await postgres.stop();
  folder.release();
  await rm(parent, { recursive: true, force: true });
});

/** What the migrations do that matters here. */
function createApiRole(ownerUrl: string): Promise<void> {
  return query(ownerUrl, 'create role blunari_api nologin noinherit').then(silent);
}

function failingMigration(): Promise<void> {
  return Promise.reject(new Error('column "x" does not exist'));
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

it('lets every role in under its own name, and only the first as a superuser', async () => {
  const found: Record<string, unknown> = {};
  for (const [name, url] of Object.entries(postgres.urls)) {
    const [row] = await query(url, `select current_user as name, usesuper from pg_user where usename = current_user`);
    found[name] = [row?.['name'], row?.['usesuper']];
  }
  expect(found).toEqual({
    superuser: ['supabase_admin', true],
    owner: ['postgres', false],
    api: ['blunari_api', false],
    auth: ['supabase_auth_admin', false],
    realtime: ['supabase_realtime_admin', false],
  });
});

it('keeps its data in the data folder', () => {
  expect(folder).toMatchObject({ isPostgresElsewhere: false, postgresPath: join(parent, 'data', 'postgres') });
});

it('moves the partitions of messages on as the days pass, and tells of a round that failed', async () => {
  const partitions = (): Promise<unknown> =>
    query(
      postgres.urls.superuser,
      `select max(inhrelid::regclass::text) as last from pg_inherits where inhparent = 'realtime.messages'::regclass`,
    );
  expect(await partitions()).toEqual([{ last: 'realtime.messages_2031_05_04' }]);
  const failures: unknown[] = [];
  const onFailure = (error: unknown): number => failures.push(error);
  const keeper = keepMessagePartitions({
    superuserUrl: postgres.urls.superuser,
    now: nextDay,
    onFailure,
    intervalMs: 20,
  });
  await expect.poll(partitions).toEqual([{ last: 'realtime.messages_2031_05_05' }]);
  await keeper.stop();
  expect(failures).toEqual([]);

  const lost = keepMessagePartitions({ superuserUrl: 'postgres://127.0.0.1:1/x', now, onFailure, intervalMs: 20 });
  await expect.poll(() => failures.length).toBeGreaterThan(1);
  await lost.stop();
});

it('outlives a connection that the database drops in the middle of a round, and tells of it', async () => {
  const failures: unknown[] = [];
  const connection = new Client({ connectionString: postgres.urls.superuser });
  await connection.connect();
  await connection.query('begin; lock table realtime.messages in access exclusive mode');
  const keeper = keepMessagePartitions({
    superuserUrl: postgres.urls.superuser,
    now: () => new Date('2031-06-01T12:00:00Z'),
    onFailure: (error) => failures.push(error),
    intervalMs: 20,
  });
  const dropWaiting = async (): Promise<unknown> =>
    (
      await connection.query(
        `select pg_terminate_backend(pid) from pg_locks where not granted and relation = 'realtime.messages'::regclass`,
      )
    ).rowCount;
  await expect.poll(dropWaiting, { timeout: 10_000 }).toBe(1);
  await expect.poll(() => failures[0], { timeout: 10_000 }).toMatchObject({ code: '57P01' });
  await connection.end();
  await keeper.stop();
});

it('stops what it started when a migration fails, and throws what that said', async () => {
  const other = await openDataFolder(join(parent, 'other'));
  await expect(startEmbeddedPostgres({ folder: other, migrate: failingMigration, now, log: silent })).rejects.toThrow(
    'column "x"',
  );
  other.release();
});
