import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readRuntimeFile } from '../runtime-file.ts';
import { StartError } from '../start-error.ts';

/** SQLite's answer to a file that another process holds. */
const SQLITE_BUSY = 5;

/**
 * Takes the lock of a data folder until the returned function is called or this process ends, however it ends.
 * An empty SQLite file serves as a lock of the operating system, which Node does not offer by itself: unlike a file with a
 * pid it cannot go stale, neither after kill -9 nor when the pid is given to another process.
 */
export async function lockDataFolder(path: string): Promise<() => void> {
  const lock = new DatabaseSync(join(path, 'lock'), { timeout: 0 });
  try {
    lock.exec('pragma journal_mode = memory; begin exclusive');
  } catch (error) {
    lock.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) {
      throw new StartError('second_copy', await describeHolder(path), { cause: error });
    }
    throw error;
  }
  return () => {
    if (lock.isOpen) lock.close();
  };
}

async function describeHolder(path: string): Promise<string> {
  const running = await readRuntimeFile(path).catch(() => undefined);
  const where = running === undefined ? '' : ` (process ${running.pid}, ${running.PUBLIC_URL}/dashboard)`;
  return `Another copy already runs on the data folder ${path}${where}: use or stop that one, or start with another DATA_DIR.`;
}
