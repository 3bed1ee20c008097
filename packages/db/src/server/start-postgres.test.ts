import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startPostgres, type PostgresServer } from './start-postgres.ts';

vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let dataDir: string;
const holders: ChildProcess[] = [];
const servers: PostgresServer[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blunari-server-'));
  await chmod(folder, 0o711);
  dataDir = join(folder, 'postgres');
});
afterEach(async () => {
  for (const holder of holders.splice(0)) holder.kill('SIGKILL');
  for (const server of servers.splice(0)) await server.stop();
  await expect.poll(isPostmasterAlive, { timeout: 5_000 }).toBe(false);
  await rm(folder, { recursive: true, force: true });
});

/** Without waiting for the disk: what a killed process leaves does not depend on it. */
async function start(isDurable = false): Promise<PostgresServer> {
  const server = await startPostgres({ dataDir, isDurable });
  servers.push(server);
  return server;
}

async function postmasterPid(): Promise<number> {
  return Number((await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
}

async function isPostmasterAlive(): Promise<boolean> {
  const pid = await postmasterPid();
  return (
    pid > 0 &&
    (await stat(`/proc/${pid}/exe`).then(
      () => true,
      (error: unknown) => String(error).includes('EACCES'),
    ))
  );
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** A process of its own that starts Postgres and holds it; resolves with its superuser URL. */
async function startHolder(): Promise<{ holder: ChildProcess; url: string }> {
  const module = fileURLToPath(new URL('./start-postgres.ts', import.meta.url));
  const script = `const { startPostgres } = await import(${JSON.stringify(module)});
    const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, isDurable: false });
    process.stdout.write(server.superuserUrl); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  holders.push(holder);
  const [chunk] = await once(holder.stdout, 'data');
  return { holder, url: String(chunk) };
}

it('keeps what was written across a stop and a start, on loopback and behind its password', async () => {
  const first = await start(true);
  await query(first.superuserUrl, 'create table kept as select 1 as one');
  const settings = await query(
    first.superuserUrl,
    `select name, setting from pg_settings where name in ('listen_addresses', 'unix_socket_directories', 'wal_level', 'TimeZone') order by lower(name)`,
  );
  expect(settings).toEqual([
    { name: 'listen_addresses', setting: '127.0.0.1' },
    { name: 'TimeZone', setting: 'UTC' },
    { name: 'unix_socket_directories', setting: '' },
    { name: 'wal_level', setting: 'logical' },
  ]);
  const wrong = new URL(first.superuserUrl);
  wrong.password = 'guess';
  await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  await first.stop();
  await first.stop();
  await first.exited;

  const second = await start();
  expect(await query(second.superuserUrl, 'select one from kept')).toEqual([{ one: 1 }]);
  await second.stop();
});

it('keeps data and password from other accounts, and never runs as root', async () => {
  const server = await start();
  expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  expect((await stat(join(dataDir, 'superuser-password'))).mode & 0o777).toBe(0o600);
  const status = await readFile(`/proc/${await postmasterPid()}/status`, 'utf8');
  expect(Number(/^Uid:\t(\d+)/m.exec(status)?.[1])).not.toBe(0);
  await server.stop();
});

it('stops Postgres within three seconds when its holder is killed, and starts again', async () => {
  const { holder } = await startHolder();
  expect(await isPostmasterAlive()).toBe(true);
  holder.kill('SIGKILL');
  await expect.poll(isPostmasterAlive, { timeout: 3_000 }).toBe(false);
  const again = await start();
  await again.stop();
});

it('takes over from an orphan whose guard was killed too, with all that was committed', async () => {
  const { holder, url } = await startHolder();
  await query(url, 'create table kept as select 2 as two');
  const orphanPid = await postmasterPid();
  await killGuards();
  holder.kill('SIGKILL');
  await delay(300);
  expect(await isPostmasterAlive()).toBe(true);
  const again = await start();
  expect(await postmasterPid()).not.toBe(orphanPid);
  expect(await query(again.superuserUrl, 'select two from kept')).toEqual([{ two: 2 }]);
  await again.stop();
});

it('recovers after Postgres itself was killed, and says that it ended', async () => {
  const server = await start(true);
  await query(server.superuserUrl, 'create table kept as select 3 as three');
  process.kill(await postmasterPid(), 'SIGKILL');
  await server.exited;
  await server.stop();
  const again = await start();
  expect(await query(again.superuserUrl, 'select three from kept')).toEqual([{ three: 3 }]);
  await again.stop();
});

it('starts although the pid of a crashed server has gone to another process', async () => {
  await (await start()).stop();
  await writeFile(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n`);
  const again = await start();
  await again.stop();
});

it('begins anew after a first start that was cut short', async () => {
  await mkdir(`${dataDir}.initializing/cluster`, { recursive: true });
  await writeFile(`${dataDir}.initializing/cluster/half`, '');
  await (await start()).stop();
});

it('refuses a folder that holds other files, and says what to do', async () => {
  await writeFile(join(folder, 'holiday.jpg'), '');
  await expect(startPostgres({ dataDir: folder })).rejects.toMatchObject({
    code: 'foreign_folder',
    message: expect.stringContaining('choose another with DATA_DIR'),
  });
});

it('refuses data of another major version', async () => {
  await (await start()).stop();
  await writeFile(join(dataDir, 'PG_VERSION'), '15\n');
  await expect(startPostgres({ dataDir })).rejects.toMatchObject({ code: 'other_major_version' });
});

/** The guards carry the data folder as their last argument. */
async function killGuards(): Promise<void> {
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('postgres-guard') && command.includes(dataDir)) process.kill(Number(pid), 'SIGKILL');
  }
}
