import { spawn } from 'node:child_process';

/**
 * Waits for its input to end, which happens however we die, kill -9 included, and then asks the postmaster to stop.
 * A shell, because it weighs a megabyte; it reads the pid only then, so that it may start before Postgres does.
 */
const SCRIPT = 'while read -r _; do :; done; read -r pid < "$1/postmaster.pid" && kill -INT "$pid"';

/** Starts the guard of a data folder; call what it returns once Postgres has stopped in the ordinary way. */
export function spawnGuard(dataDir: string): () => void {
  // A session of its own, or Ctrl-C in the terminal would end the guard together with us.
  const guard = spawn('/bin/sh', ['-c', SCRIPT, 'postgres-guard', dataDir], {
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  return () => {
    guard.kill('SIGKILL');
    guard.stdin.destroy();
  };
}
