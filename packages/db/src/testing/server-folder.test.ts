import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { expect, it } from 'vitest';
import { makeServerFolder } from './server-folder.ts';

it('takes away what a killed run left, and leaves the folders of runs that go on', async () => {
  const folder = await makeServerFolder();
  const gone = spawnSync(process.execPath, ['--eval', '']).pid;
  const left = join(dirname(folder), `blunari-test-${gone}-abcdef`);
  await mkdir(join(left, 'postgres'), { recursive: true });
  const other = await makeServerFolder();
  expect([folder, other, left].map((path) => existsSync(path))).toEqual([true, true, false]);
  for (const path of [folder, other]) await rm(path, { recursive: true });
});
