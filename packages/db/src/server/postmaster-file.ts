import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { isAlive } from './is-alive.ts';
import { PostgresStartError } from './postgres-start-error.ts';

const POLL_MS = 15;
/** After this an orphan that ignores the polite signal is ended at once; it recovers at the next start. */
const POLITE_STOP_MS = 8_000;
const IMMEDIATE_STOP_MS = 5_000;

/** What `postmaster.pid` says: line 1 is the pid, line 8 the state. */
export async function readPostmasterFile(dataDir: string): Promise<{ pid: number; isReady: boolean } | undefined> {
  const text = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, isReady: lines[7]?.trim() === 'ready' } : undefined;
}

/**
 * Ends a postmaster that outlived the process which started it. Only for a caller that holds the lock of the folder:
 * the file alone cannot tell an orphan from a server in use.
 */
export async function stopOrphan(dataDir: string): Promise<void> {
  const found = await readPostmasterFile(dataDir);
  if (found === undefined || !isAlive(found.pid)) return;
  if (!(await isPostmasterOf(found.pid, dataDir))) {
    // The number was given to another process since; Postgres would refuse to start because of it.
    await rm(join(dataDir, 'postmaster.pid'), { force: true });
    return;
  }
  process.kill(found.pid, 'SIGINT');
  if (await hasEndedWithin(dataDir, found.pid, POLITE_STOP_MS)) return;
  process.kill(found.pid, 'SIGQUIT');
  if (await hasEndedWithin(dataDir, found.pid, IMMEDIATE_STOP_MS)) return;
  const message = `An earlier Postgres on ${dataDir} does not stop: end process ${found.pid} and start again.`;
  throw new PostgresStartError('failed', message);
}

/** The file goes last of all; the process may stay as a zombie where nobody reaps orphans (containers without an init). */
async function hasEndedWithin(dataDir: string, pid: number, limitMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < limitMs; waitedMs += POLL_MS) {
    if (!isAlive(pid) || (await readPostmasterFile(dataDir)) === undefined) return true;
    await delay(POLL_MS);
  }
  return false;
}

async function isPostmasterOf(pid: number, dataDir: string): Promise<boolean> {
  const command = await commandLine(pid);
  return /(^|\/)postgres[\0 ]/.test(command) && command.includes(dataDir);
}

async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const run = promisify(execFile);
  return run('ps', ['-o', 'command=', '-p', String(pid)]).then(
    ({ stdout }) => stdout,
    () => '',
  );
}
