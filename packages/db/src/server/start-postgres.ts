import { createServer } from 'node:net';
import { dirname } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { findBinaries, type PostgresBinaries } from './binaries.ts';
import { initializeCluster, SUPERUSER } from './initialize-cluster.ts';
import { spawnPostmaster, type Postmaster } from './postgres-process.ts';
import { PostgresStartError, startErrorFromFileSystem, startErrorFromOutput } from './postgres-start-error.ts';
import { readPostmasterFile, stopOrphan } from './postmaster-file.ts';
import { findServerUser, isReachableBy, type ServerUser } from './server-user.ts';
import { serverSettings } from './server-settings.ts';
import { spawnGuard } from './spawn-guard.ts';

export interface StartPostgresOptions {
  /** Absolute path of the cluster; made at the first start. The caller holds a lock on it: a server found running there is ended. */
  readonly dataDir: string;
  /** Takes each line that Postgres logs. Default: nothing. */
  readonly log?: (line: string) => void;
  /** False gives up safety against power cuts for speed; for tests. Default: true. */
  readonly isDurable?: boolean;
  /** Where clients of an earlier start expect it. Default: a free port. */
  readonly port?: number;
  /** Server settings over the defaults. Default: none. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface PostgresServer {
  readonly port: number;
  readonly superuserUrl: string;
  /** Settles when the server is gone, wanted or not. */
  readonly exited: Promise<void>;
  /** Ends all sessions and stops; may be called twice. */
  readonly stop: () => Promise<void>;
}

/** Between asking for a free port and Postgres taking it somebody else may. */
const PORT_ATTEMPTS = 5;
const POLL_MS = 10;
/** Recovery after a cut replays at most max_wal_size; minutes mean that something is wrong. */
const READY_LIMIT_MS = 180_000;
const POLITE_STOP_MS = 15_000;

/**
 * Starts a real Postgres on loopback as a child process, as an unprivileged user even when we are root.
 * It stops when we do, however we end. Throws PostgresStartError where the operator can do something about it.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<PostgresServer> {
  const { dataDir } = options;
  try {
    const user = await findServerUser(dataDir);
    if (user !== undefined && !(await isReachableBy(user, dirname(dataDir)))) throw unreachable(dataDir);
    const binaries = await findBinaries(user, dirname(dataDir));
    const password = await initializeCluster({ dataDir, binaries, user, isDurable: options.isDurable ?? true });
    await stopOrphan(dataDir);
    return await startOnFreePort(options, binaries, user, password);
  } catch (error) {
    throw startErrorFromFileSystem(error, dataDir);
  }
}

async function startOnFreePort(
  options: StartPostgresOptions,
  binaries: PostgresBinaries,
  user: ServerUser | undefined,
  password: string,
): Promise<PostgresServer> {
  const { dataDir, log = () => undefined } = options;
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await findFreePort());
    const settings = { ...serverSettings(options.isDurable ?? true), ...options.settings, port: String(port) };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const releaseGuard = spawnGuard(dataDir);
    const postmaster = await spawnPostmaster(binaries.postgres, ['-D', dataDir, ...flags], user, log);
    const failure = await waitUntilReady(postmaster, dataDir);
    if (failure === undefined) return toServer(postmaster, port, password, releaseGuard);
    releaseGuard();
    if (!failure.includes('could not create any TCP/IP sockets') || attempt === PORT_ATTEMPTS) {
      throw startErrorFromOutput('Postgres', failure, dataDir);
    }
  }
}

/** Returns what the server said when it ended instead of becoming ready. */
async function waitUntilReady(postmaster: Postmaster, dataDir: string): Promise<string | undefined> {
  const startedAtMs = performance.now();
  while (performance.now() - startedAtMs < READY_LIMIT_MS) {
    if (postmaster.hasExited()) return postmaster.exited;
    const found = await readPostmasterFile(dataDir);
    if (found?.pid === postmaster.pid && found.isReady) return undefined;
    await delay(POLL_MS);
  }
  process.kill(postmaster.pid, 'SIGQUIT');
  return `FATAL: not ready after ${READY_LIMIT_MS / 1000} s. ${await postmaster.exited}`;
}

function toServer(postmaster: Postmaster, port: number, password: string, releaseGuard: () => void): PostgresServer {
  const exited = postmaster.exited.then(releaseGuard);
  const stop = async (): Promise<void> => {
    if (!postmaster.hasExited()) {
      process.kill(postmaster.pid, 'SIGINT');
      const stopped = await Promise.race([exited.then(() => true), delay(POLITE_STOP_MS, false, { ref: false })]);
      if (!stopped) process.kill(postmaster.pid, 'SIGQUIT');
    }
    await exited;
  };
  return { port, superuserUrl: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`, exited, stop };
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}

function unreachable(dataDir: string): PostgresStartError {
  const message = `Postgres runs without root's rights and may not enter ${dirname(dataDir)}: choose an open folder with DATA_DIR.`;
  return new PostgresStartError('unreachable_folder', message);
}
