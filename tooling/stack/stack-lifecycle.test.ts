import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startStack, type Stack, type StartStackOptions } from './start-for-tests.ts';

vi.setConfig({ testTimeout: 120_000 });

let dataDir: string;
let stacks: Stack[];
beforeEach(async () => {
  stacks = [];
  dataDir = await mkdtemp(join(tmpdir(), 'blunari-lifecycle-'));
  await chmod(dataDir, 0o711);
});
afterEach(async () => {
  for (const stack of stacks) await stack.stop('SIGKILL');
  await expect.poll(isPostgresAlive, { timeout: 10_000 }).toBe(false);
  await rm(dataDir, { recursive: true, force: true });
});

async function start(options: StartStackOptions = {}): Promise<Stack> {
  const stack = await startStack({ dataDir, ...options });
  stacks.push(stack);
  return stack;
}

/** What a start that must fail came to: its exit code and all it printed. */
async function failure(options: StartStackOptions): Promise<string> {
  return start(options).then(
    () => 'it started',
    (error: unknown) => String(error),
  );
}

/** Asks the kernel by sending nothing to the process that the pid file names. */
async function isPostgresAlive(): Promise<boolean> {
  const file = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(file.split('\n')[0]);
  if (!(pid > 0)) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function stackEnv(): { status: number | null; stdout: string; stderr: string } {
  const script = fileURLToPath(new URL('./stack-env.ts', import.meta.url));
  return spawnSync(process.execPath, [script], { encoding: 'utf8', env: { ...process.env, DATA_DIR: dataDir } });
}

async function takePort(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0 };
}

it('tells other programs how to reach it while it runs, and that nothing runs afterwards', async () => {
  const stack = await start();
  expect(stackEnv()).toMatchObject({ status: 0, stdout: stack.dotenv });
  expect((await fetch(`${stack.publicUrl}/auth/v1/health`)).status).toBe(200);
  expect(await stack.stop('SIGTERM')).toBe(0);
  expect(await isPostgresAlive()).toBe(false);
  expect(stackEnv()).toMatchObject({
    status: 1,
    stderr: `Nothing runs on the data folder ${dataDir}: start it with "npm start".\n`,
  });
});

it('refuses a second copy on the data folder in one line, and leaves the first alone', async () => {
  const first = await start();
  expect(await failure({})).toBe(
    'Error: The stack did not start, ended with 1 and said:\n' +
      `Another copy already runs on the data folder ${dataDir} (process ${first.pid}, ${first.dashboardUrl}): ` +
      'use or stop that one, or start with another DATA_DIR.\n',
  );
  expect((await fetch(`${first.publicUrl}/auth/v1/health`)).status).toBe(200);
});

it('names a busy port and how to choose another, and starts no database', async () => {
  const { server, port } = await takePort();
  expect(await failure({ env: { DEMO_PORT: String(port) } })).toBe(
    'Error: The stack did not start, ended with 1 and said:\n' +
      `Port ${port} is taken by another program: stop that one, or choose another port, as in DEMO_PORT=${port + 10} npm start.\n`,
  );
  expect(await isPostgresAlive()).toBe(false);
  server.close();
});

it('leaves nothing that blocks the next start when it is killed, and keeps what was saved', async () => {
  const first = await start();
  const signIn = first.demoSignIns[0];
  await first.stop('SIGKILL');
  const second = await start();
  const response = await fetch(`${second.env.SUPABASE_URL}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey: second.env.SUPABASE_ANON_KEY, 'content-type': 'application/json' },
    body: JSON.stringify({ email: signIn?.email, password: signIn?.password }),
  });
  expect(response.status).toBe(200);
  expect(second.env.SUPABASE_ANON_KEY).toBe(first.env.SUPABASE_ANON_KEY);
  expect(await second.stop('SIGINT')).toBe(0);
});
