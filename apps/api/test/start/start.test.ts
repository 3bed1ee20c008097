import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readMigrationScript } from '@blunari/db/readiness';
import { withClient } from '@blunari/db/server';
import { createClient } from '@supabase/supabase-js';
import { z } from 'zod';
import { readRuntimeFile } from '../../src/embedded/runtime-file.ts';
import { startProject } from '../../src/tokens/testing/start-project.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const main = join(import.meta.dirname, '../../src/main.ts');
const readyLimitMs = 120_000;
const children: ChildProcess[] = [];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blunari-start-'));
  await chmod(folder, 0o711);
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => end(child, 'SIGKILL')));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
}

function start(port: number, env: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      NODE_ENV: '',
      PORT: String(port),
      DEMO_PORT: String(port + 1),
      DATA_DIR: join(folder, 'data'),
      ...env,
    },
  });
  children.push(child);
  const chunks: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  return { child, output: () => chunks.join('') };
}

async function waitFor({ child, output }: Run): Promise<void> {
  const giveUpAtMs = Date.now() + readyLimitMs;
  while (!output().includes('is running')) {
    if (child.exitCode !== null || Date.now() > giveUpAtMs) throw new Error(`It did not start: ${output()}`);
    await delay(25);
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal);
    await once(child, 'exit');
  }
  return child.exitCode;
}

const existingProduct = `
  create table public.tenants (id uuid primary key default gen_random_uuid(), name text not null);
  insert into public.tenants (name) select 'Restaurant ' || n from generate_series(1, 20) as n`;

/** The owner's login, and the password that DATABASE_URL holds. */
async function readLogins(dataDir: string): Promise<{ ownerUrl: string; apiPassword: string }> {
  const stack = await readRuntimeFile(dataDir);
  const { DATABASE_OWNER_URL: ownerUrl = '', DATABASE_URL: apiUrl = '' } = stack ?? {};
  return { ownerUrl, apiPassword: decodeURIComponent(new URL(apiUrl).password) };
}

const signedInSchema = z.object({ user: z.object({ id: z.uuid() }) });
const meSchema = z.object({
  result: z.object({ data: z.object({ tenants: z.array(z.object({ id: z.uuid() })) }) }),
});

/** Calls the API with that token, and joins a channel of the first restaurant that it names: what came of it. */
async function usesAll(port: number, token: string): Promise<number | string> {
  const url = `http://localhost:${port}`;
  const me = await fetch(`${url}/trpc/me.get`, { headers: { authorization: `Bearer ${token}` } });
  if (!me.ok) return me.status;
  const [tenant] = meSchema.parse(await me.json()).result.data.tenants;
  const stack = await readRuntimeFile(join(folder, 'data'));
  const supabase = createClient(url, stack?.SUPABASE_ANON_KEY ?? '', { accessToken: async () => token });
  // Else the first join may be on its way before the callback has answered.
  await supabase.realtime.setAuth();
  const channel = supabase.channel(`tenant:${tenant?.id}`, { config: { private: true } });
  const status = await new Promise<string>((resolve) => channel.subscribe(resolve));
  await supabase.realtime.disconnect();
  return status;
}

async function findFreePorts(): Promise<number> {
  // Below what the system hands to outgoing connections, so that none takes it meanwhile.
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  const probes: Server[] = [];
  try {
    for (const each of [port, port + 1, port + 2]) {
      const probe = createServer().listen(each, '127.0.0.1');
      await once(probe, 'listening');
      probes.push(probe);
    }
    return port;
  } catch {
    return await findFreePorts();
  } finally {
    for (const probe of probes) probe.close();
  }
}

describe('the start', { timeout: 2 * readyLimitMs }, () => {
  it('prints where everything is once that is true, stops in order, and starts again on the same data', async () => {
    const port = await findFreePorts();
    const first = start(port, { METRICS_PORT: String(port + 2) });
    await waitFor(first);
    expect(first.output()).toContain(`http://localhost:${port}/dashboard`);
    expect(first.output()).toContain('giulia@example.com');
    expect((await fetch(`http://localhost:${port}/readyz`)).status).toBe(200);
    const numbers = await (await fetch(`http://localhost:${port + 2}/metrics`)).text();
    expect(numbers).toContain('blunari_journal_waiting_batches 0');
    expect((await fetch(`http://localhost:${port}/metrics`)).status).toBe(404);
    const demo = await (await fetch(`http://localhost:${port + 1}/`)).text();
    expect(demo).toContain(`src="http://127.0.0.1:${port}/w/wk_luciabooking00000001"`);
    const widget = await fetch(`http://127.0.0.1:${port}/w/wk_luciabooking00000001/config`);
    expect(await widget.json()).toMatchObject({ isActive: true, place: { timeZone: 'Europe/Rome' } });
    const signIn = await fetch(`http://localhost:${port}/auth/v1/token?grant_type=password`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'giulia@example.com', password: 'table-for-two' }),
    });
    expect(signIn.status).toBe(200);
    const { user } = signedInSchema.parse(await signIn.json());
    expect(await end(first.child, 'SIGTERM')).toBe(0);

    const project = await startProject();
    const trust = { TRUSTED_SUPABASE_URL: project.url, TRUSTED_SUPABASE_JWT_SECRET: project.jwtSecret };
    const second = start(port, trust);
    await waitFor(second);
    const claims = project.claimsOf(user.id);
    expect(await usesAll(port, await project.sign(claims))).toBe('SUBSCRIBED');
    expect(await usesAll(port, await project.signWithSecret(claims))).toBe('SUBSCRIBED');
    expect(await usesAll(port, await project.sign({ ...claims, aud: 'others' }))).toBe(401);
    const published = await (await fetch(`http://localhost:${port}/dashboard/runtime.json`)).text();
    expect(second.output() + published).not.toContain(project.jwtSecret);
    await project.stop();
    const copy = start(await findFreePorts());
    await once(copy.child, 'exit');
    expect([copy.child.exitCode, copy.output().trim().split('\n').length]).toEqual([1, 1]);
    expect(copy.output()).toContain('Another copy already runs');
    // Killed without a word, it leaves nothing that blocks the next one.
    await end(second.child, 'SIGKILL');
    const third = start(port);
    await waitFor(third);
    expect(await end(third.child, 'SIGINT')).toBe(0);
  });

  it('starts on a database that nobody migrated, and turns ready by itself when somebody has', async () => {
    const port = await findFreePorts();
    const dataDir = join(folder, 'unmigrated');
    const run = start(port, { AUTO_MIGRATE: 'off', DATA_DIR: dataDir });
    await waitFor(run);
    const ready = () => fetch(`http://localhost:${port}/readyz`);
    const asked = await ready();
    expect([asked.status, await asked.json()]).toMatchObject([503, { code: 'database_login_refused' }]);
    const widget = await fetch(`http://127.0.0.1:${port}/w/wk_luciabooking00000001/config`);
    expect([widget.status, await widget.json()]).toMatchObject([503, { code: 'not_ready' }]);

    const { ownerUrl, apiPassword } = await readLogins(dataDir);
    await withClient(ownerUrl, async (owner) => {
      await owner.query(existingProduct);
      await owner.query((await readMigrationScript()).sql);
      await owner.query(`alter role blunari_api login password '${apiPassword}'`);
    });
    await expect.poll(async () => (await ready()).status, { timeout: readyLimitMs }).toBe(200);
    await expect
      .poll(() => fetch(`http://127.0.0.1:${port}/w/wk_luciabooking00000001/config`).then(({ status }) => status))
      .toBe(404);
    const told = run
      .output()
      .split('\n')
      .filter((line) => line.includes('database_login_refused'));
    expect(told).toHaveLength(1);
    expect(await end(run.child, 'SIGTERM')).toBe(0);
  });

  it('starts beside a project whose database does not answer, and says so', async () => {
    const port = await findFreePorts();
    const run = start(port, {
      SUPABASE_URL: 'http://127.0.0.1:1',
      SUPABASE_ANON_KEY: 'public',
      DATABASE_URL: 'postgres://blunari_api:secret@127.0.0.1:1/postgres',
    });
    await waitFor(run);
    const asked = await fetch(`http://localhost:${port}/readyz`);
    expect([asked.status, await asked.json()]).toMatchObject([503, { code: 'database_unreachable' }]);
    expect(run.output()).toContain('ECONNREFUSED');
    expect(run.output()).not.toContain('secret');
    expect(await end(run.child, 'SIGTERM')).toBe(0);
  });

  it.each([
    ['a taken port', async (port: number) => createServer().listen(port, '127.0.0.1'), {}, /^Port \d+ is taken/],
    ['a variable that makes no sense', async () => undefined, { PUBLIC_URL: 'nowhere' }, /^PUBLIC_URL is not usable/],
  ])('says in one line what is wrong with %s', async (_what, prepare, env, words) => {
    const port = await findFreePorts();
    const server = await prepare(port);
    const run = start(port, { ...env, DATA_DIR: join(folder, 'other') });
    await once(run.child, 'exit');
    server?.close();
    expect(run.child.exitCode).toBe(1);
    expect(run.output()).toMatch(words);
    expect(run.output().trim().split('\n')).toHaveLength(1);
  });
});
