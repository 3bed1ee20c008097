import { spawn, type ChildProcess } from 'node:child_process';
import type { ServerUser } from './server-user.ts';

/** Lines of output kept to explain a failure. */
const KEPT_LINES = 40;

// Nothing of the user's PG* settings or locale may reach Postgres; the C locale keeps its messages readable by us.
const environment = { PATH: '/usr/bin:/bin', LANG: 'C', LC_ALL: 'C', TZ: 'UTC' };

/** Runs a program as the server's user and collects what it says. */
export async function runToEnd(
  program: string,
  args: readonly string[],
  user: ServerUser | undefined,
): Promise<{ exitCode: number | null; output: string }> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/', env: environment, ...user });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, output }));
  });
}

/** A postmaster we started. */
export interface Postmaster {
  readonly pid: number;
  /** Settles once the process is gone, whoever ended it, with the last lines it wrote. */
  readonly exited: Promise<string>;
  readonly hasExited: () => boolean;
}

/** Starts the postmaster in a session of its own: Ctrl-C must reach us alone, and we stop Postgres last. */
export async function spawnPostmaster(
  program: string,
  args: readonly string[],
  user: ServerUser | undefined,
  log: (line: string) => void,
): Promise<Postmaster> {
  const options = { detached: true, cwd: '/', env: environment, ...user };
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  const lines: string[] = [];
  let rest = '';
  child.stderr.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) log(line);
    lines.push(...parts);
    lines.splice(0, lines.length - KEPT_LINES);
  });
  const exited = new Promise<string>((resolve) => child.on('close', () => resolve([...lines, rest].join('\n'))));
  const pid = await pidOf(child);
  return { pid, exited, hasExited: () => child.exitCode !== null || child.signalCode !== null };
}

async function pidOf(child: ChildProcess): Promise<number> {
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  if (child.pid === undefined) throw new Error('a spawned process has a pid');
  return child.pid;
}
