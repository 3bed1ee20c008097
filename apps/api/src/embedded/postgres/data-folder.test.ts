import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDataFolder } from './data-folder.ts';
import { loadPasswords } from './load-passwords.ts';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'blunari-folder-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const isRoot = process.getuid?.() === 0;

it.runIf(isRoot)(
  'puts the database elsewhere where the account of Postgres may not enter, always at the same place',
  async () => {
    const folder = await openDataFolder(join(parent, 'data'));
    expect(folder).toMatchObject({ path: join(parent, 'data'), isPostgresElsewhere: true });
    expect(folder.postgresPath).toMatch(/^\/var\/lib\/blunari\/[0-9a-f]{16}\/postgres$/);
    folder.release();
    const again = await openDataFolder(join(parent, 'data'));
    expect(again.postgresPath).toBe(folder.postgresPath);
    again.release();
  },
);

it('tells a second copy in one line, also from the same process, until the first lets go', async () => {
  const path = join(parent, 'data');
  const first = await openDataFolder(path);
  await expect(openDataFolder(path)).rejects.toMatchObject({
    code: 'second_copy',
    message: `Another copy already runs on the data folder ${path}: use or stop that one, or start with another DATA_DIR.`,
  });
  first.release();
  first.release();
  (await openDataFolder(path)).release();
});

it('takes over at once from a copy that was killed', async () => {
  const path = join(parent, 'data');
  const module = fileURLToPath(new URL('./data-folder.ts', import.meta.url));
  const script = `const { openDataFolder } = await import(${JSON.stringify(module)});
    await openDataFolder(${JSON.stringify(path)}); process.stdout.write('held'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  await expect(openDataFolder(path)).rejects.toMatchObject({ code: 'second_copy' });
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  (await openDataFolder(path)).release();
});

it('says what to do when the folder cannot be made', async () => {
  await writeFile(join(parent, 'file'), '');
  await expect(openDataFolder(join(parent, 'file', 'data'))).rejects.toMatchObject({
    code: 'data_folder',
    message: expect.stringContaining('choose another with DATA_DIR'),
  });
});

it('makes the passwords once, for this user only, and refuses a damaged file', async () => {
  const passwords = await loadPasswords(parent);
  expect(new Set(Object.values(passwords)).size).toBe(5);
  expect(await loadPasswords(parent)).toEqual(passwords);
  const path = join(parent, 'database-passwords.json');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await writeFile(path, '{"postgres": "short"}');
  await expect(loadPasswords(parent)).rejects.toMatchObject({ code: 'data_folder' });
});
