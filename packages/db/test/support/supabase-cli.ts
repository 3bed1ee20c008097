import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { scriptPath } from './script.ts';

const program = fileURLToPath(new URL('../../node_modules/.bin/supabase', import.meta.url));

/** A folder as a developer's project has it, with the first `fileCount` migrations; default: all. */
export async function makeProject(fileCount = Number.POSITIVE_INFINITY): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'blunari-project-'));
  const names = (await readdir(scriptPath('migrations/'))).toSorted().slice(0, fileCount);
  await cp(scriptPath('config.toml'), join(folder, 'supabase', 'config.toml'));
  for (const name of names) {
    await cp(scriptPath(`migrations/${name}`), join(folder, 'supabase', 'migrations', name));
  }
  return folder;
}

/** `supabase db push` from a project's folder. Returns all that it said; fails as it does. */
export async function dbPush(folder: string, ownerUrl: string): Promise<string> {
  const args = ['db', 'push', `--remote=${ownerUrl}?sslmode=disable`, '--yes', '--workdir', folder];
  const env = { PATH: process.env['PATH'], HOME: folder, DO_NOT_TRACK: '1' };
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { env, cwd: folder }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout + stderr);
      else reject(new Error(stdout + stderr, { cause: error }));
    });
    child.stdin?.end();
  });
}

export async function removeProject(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
