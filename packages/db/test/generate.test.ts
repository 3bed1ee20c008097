import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const prisma = join(packageFolder, 'node_modules/.bin/prisma');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blunari-generate-'));
  await cp(join(packageFolder, 'prisma'), join(folder, 'prisma'), { recursive: true });
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Nobody listens there, so whatever wants the network fails. */
const nowhere = 'http://127.0.0.1:9';

async function filesOf(root: string): Promise<Record<string, string>> {
  const names = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.ts')).toSorted();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(root, name), 'utf8')] as const)),
  );
}

it('makes the client from npm packages alone, and the same one each time', async () => {
  const { stdout } = await promisify(execFile)(prisma, ['generate', '--schema', join(folder, 'prisma/schema.prisma')], {
    cwd: packageFolder,
    env: {
      PATH: process.env['PATH'],
      // No download of an earlier run either.
      HOME: folder,
      XDG_CACHE_HOME: folder,
      HTTP_PROXY: nowhere,
      HTTPS_PROXY: nowhere,
      PRISMA_ENGINES_MIRROR: nowhere,
      CHECKPOINT_DISABLE: '1',
    },
  });
  expect(stdout).toContain('Generated Prisma Client');
  const made = await filesOf(join(folder, 'src/generated/prisma'));
  expect(Object.keys(made).length).toBeGreaterThan(20);
  expect(made).toEqual(await filesOf(join(packageFolder, 'src/generated/prisma')));
}, 60_000);
