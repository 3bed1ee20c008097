import { chmod, mkdtemp, readdir, realpath, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { isAlive } from '../server/is-alive.ts';

const MEMORY = '/dev/shm';
const GIB = 2 ** 30;

/**
 * A folder for the server of a test run, which an unprivileged server user can enter. In memory where there is plenty:
 * each database is 500 files, and tests clone hundreds of them. Folders that killed runs left there go first.
 */
export async function makeServerFolder(): Promise<string> {
  const parent = (await hasRoomInMemory()) ? MEMORY : await realpath(tmpdir());
  await removeStale(parent);
  const folder = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
  await chmod(folder, 0o711);
  return folder;
}

const prefix = 'blunari-test-';

/** A run takes about a GiB. Whoever says TMPDIR has chosen another place. */
async function hasRoomInMemory(): Promise<boolean> {
  if (process.env['TMPDIR'] !== undefined || process.availableMemory() < 8 * GIB) return false;
  const room = await statfs(MEMORY).catch(() => undefined);
  return room !== undefined && room.bavail * room.bsize >= 4 * GIB;
}

async function removeStale(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(parent, name), { recursive: true, force: true });
  }
}
