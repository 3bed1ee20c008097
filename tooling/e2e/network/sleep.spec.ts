import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { sleep } from './sleeping.ts';

test('a laptop sleeps for half an hour and its line dies: it says so when it wakes, and catches up', async ({
  openScene,
}) => {
  const scene = await openScene((context) => context.clock.install());
  await scene.quietDown();
  await sleep(scene, async () => {
    scene.line.halfOpen();
    await scene.publish();
    await scene.line.mend();
  });
  await scene.admitLoss();
  await scene.endsWell();
});

test('a laptop sleeps on a line that lives: it asks before it doubts', async ({ openScene }) => {
  const scene = await openScene((context) => context.clock.install());
  await sleep(scene, () => scene.publish());
  await scene.endsWell();
  expect(scene.labels()).not.toContain('Reconnecting');
});
