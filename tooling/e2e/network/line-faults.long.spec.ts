import { expect } from '@playwright/test';
import { test } from './fixtures.ts';

test('half-open, and nobody looks: the heart finds it, and it catches up', async ({ scene }) => {
  await scene.quietDown();
  scene.line.halfOpen();
  await scene.line.mend();
  await scene.publish();
  await scene.admitLoss();
  await scene.endsWell();
});

test('everything is swallowed, new connections too, until it is over: it never says live meanwhile', async ({
  scene,
}) => {
  await scene.quietDown();
  scene.line.halfOpen();
  await scene.admitLoss();
  await scene.publish();
  // More than one attempt is swallowed, each given up after its own deadline.
  const before = scene.line.acceptedCount;
  await expect.poll(() => scene.line.acceptedCount, { timeout: 60_000 }).toBeGreaterThan(before + 2);
  await scene.line.mend();
  await scene.endsWell();
});

test('two seconds away each way: still live, and it comes back over that too', async ({ scene }) => {
  scene.line.delay(2_000);
  await scene.publish();
  await scene.converge();
  expect(scene.labels()).not.toContain('Reconnecting');
  scene.line.cut();
  await scene.admitLoss();
  await scene.publish();
  await scene.endsWell();
  await scene.line.mend();
});

test('lost again and again: each time it says so, and each time it is whole again', async ({ scene }) => {
  for (let time = 0; time < 20; time += 1) {
    scene.begin();
    scene.line.hold();
    if (time % 2 === 0) scene.line.cut();
    else scene.line.reset();
    await scene.admitLoss();
    await scene.publish();
    await scene.line.mend();
    await scene.endsWell();
  }
});
