import process from 'node:process';
import { expect } from '@playwright/test';
import { Client } from 'pg';
import { retype } from '../tests/staff.ts';
import { test } from './fixtures.ts';

test('the API is restarted: what was typed meanwhile goes out, and what others store comes in', async ({
  scene,
  installation,
}) => {
  scene.note('stopping');
  await installation.stop();
  scene.note('stopped');
  await scene.admitLoss();
  const title = `Back at ${Date.now()}`;
  await retype(scene.dashboard, 'Title', title);
  scene.note('started');
  await installation.start();
  await scene.publish();
  await scene.endsWell();
  await expect.poll(() => scene.storedTitle(), { timeout: 30_000 }).toBe(title);
});

test('the database is restarted below a line that stands: what is stored before and after arrives', async ({
  scene,
  installation,
}) => {
  await scene.publish();
  scene.note('crashed');
  await crashDatabase(installation.stack.env.DATABASE_OWNER_URL);
  await expect.poll(() => scene.publish().then(() => 'stored', String), { timeout: 30_000 }).toBe('stored');
  scene.note('recovered');
  await scene.endsWell();
});

/** A backend that dies by force makes Postgres end all others and start anew from its log. */
async function crashDatabase(ownerUrl: string): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  const ended = new Promise((resolve) => owner.on('error', resolve));
  await owner.connect();
  const { rows } = await owner.query<{ pid: number }>('select pg_backend_pid() as pid');
  process.kill(rows[0]?.pid ?? 0, 'SIGKILL');
  await ended;
}
