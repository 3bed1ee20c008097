import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readRuntimeFile, stackEnvSchema, type DemoSignIn, type StackEnv } from '@blunari/api/runtime-file';
import { findFreePorts } from './free-ports.ts';
import { toDotenv } from './to-dotenv.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface StartStackOptions {
  /** Data of an earlier run, kept after `stop`. Default: a new folder, removed by `stop`. */
  readonly dataDir?: string;
  /** Variables over the defaults, such as `PORT`; free ports are chosen otherwise. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The product as `npm start` runs it, in a process of its own. */
export interface Stack {
  readonly pid: number;
  readonly dataDir: string;
  readonly publicUrl: string;
  readonly widgetUrl: string;
  readonly demoUrl: string;
  readonly dashboardUrl: string;
  readonly demoSignIns: readonly DemoSignIn[];
  /** The values by name, and below as `pnpm stack:env` prints them. */
  readonly env: StackEnv;
  readonly dotenv: string;
  /** What the process has printed so far. */
  readonly output: () => string;
  /** Ends it as Ctrl-C does; with a signal, as that. Resolves with its exit code, null where the signal ended it. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

const READY_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;
const POLL_MS = 25;

/** Starts `apps/api/src/main.ts`, the start's own code path, and waits until it says that it is ready. */
export async function startStack(options: StartStackOptions = {}): Promise<Stack> {
  const dataDir = options.dataDir ?? (await makeDataDir());
  const [port, demoPort] = await findFreePorts(2);
  const ports = { PORT: String(port), DEMO_PORT: String(demoPort) };
  const child = spawn(process.execPath, [join(root, 'apps/api/src/main.ts')], {
    cwd: root,
    env: { ...process.env, ...ports, ...options.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collectOutput(child);
  const removeData = (): Promise<void> =>
    options.dataDir === undefined ? rm(dataDir, { recursive: true, force: true }) : Promise.resolve();
  const stop = async (signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> => {
    const exitCode = await end(child, signal);
    await removeData();
    return exitCode;
  };
  const running = await waitUntilReady(child, dataDir);
  if (running === undefined) {
    const exitCode = await stop('SIGKILL');
    throw new Error(`The stack did not start, ended with ${exitCode} and said:\n${output()}`);
  }
  const env = stackEnvSchema.parse(running);
  return {
    pid: running.pid,
    dataDir,
    publicUrl: env.PUBLIC_URL,
    widgetUrl: env.WIDGET_URL,
    demoUrl: env.DEMO_URL,
    dashboardUrl: `${env.PUBLIC_URL}/dashboard`,
    demoSignIns: running.demoSignIns,
    env,
    dotenv: toDotenv(env),
    output,
    stop,
  };
}

async function waitUntilReady(
  child: ChildProcess,
  dataDir: string,
): Promise<Awaited<ReturnType<typeof readRuntimeFile>>> {
  const startedAtMs = performance.now();
  while (performance.now() - startedAtMs < READY_LIMIT_MS && !hasExited(child)) {
    const running = await readRuntimeFile(dataDir);
    if (running?.pid === child.pid) return running;
    await delay(POLL_MS);
  }
  return undefined;
}

function collectOutput(child: ChildProcess): () => string {
  const chunks: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  return () => chunks.join('');
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (!hasExited(child)) {
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await exited;
    clearTimeout(timer);
  }
  return child.exitCode;
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** The database's unprivileged account has to pass the folder. */
async function makeDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'blunari-stack-'));
  await chmod(folder, 0o711);
  return folder;
}
