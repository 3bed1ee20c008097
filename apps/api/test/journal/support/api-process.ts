import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

const main = join(import.meta.dirname, '../../../src/main.ts');

/** A process of the product beside a database of its operator's, as `npm start` runs it. */
export interface ApiProcess {
  readonly url: string;
  readonly kill: () => Promise<void>;
}

/** Starts one, or one more on the same database; ready to take batches. */
export async function startApiProcess(databaseUrl: string): Promise<ApiProcess> {
  const port = await findFreePort();
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      SUPABASE_URL: 'http://127.0.0.1:1',
      SUPABASE_ANON_KEY: 'public',
      DATABASE_URL: databaseUrl,
      TRUST_PROXY: '127.0.0.1',
      LOG_LEVEL: 'fatal',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.resume();
  const url = `http://127.0.0.1:${port}`;
  while ((await statusOf(`${url}/readyz`)) !== 200) {
    if (child.exitCode !== null) throw new Error('The API did not start.');
    await delay(50);
  }
  return {
    url,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function statusOf(url: string): Promise<number> {
  try {
    return (await fetch(url)).status;
  } catch {
    return 0;
  }
}

async function findFreePort(): Promise<number> {
  // Below what the system hands to outgoing connections, so that none takes it meanwhile.
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  const probe = createServer().listen(port, '127.0.0.1');
  try {
    await once(probe, 'listening');
    return port;
  } catch {
    return await findFreePort();
  } finally {
    probe.close();
  }
}
