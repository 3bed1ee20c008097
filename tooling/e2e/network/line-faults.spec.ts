import { expect } from '@playwright/test';
import { test } from './fixtures.ts';

test('cut, and reached again at once: nothing is missed', async ({ openScene }) => {
  const scene = await openScene();
  scene.line.hold();
  scene.line.cut();
  await scene.admitLoss();
  await scene.publish();
  await scene.line.mend();
  await scene.endsWell();
});

test('reset by something on the way: nothing is missed', async ({ openScene }) => {
  const scene = await openScene();
  scene.line.hold();
  scene.line.reset();
  await scene.admitLoss();
  await scene.publish();
  await scene.line.mend();
  await scene.endsWell();
});

test('refused for a while: it keeps trying, says so, and catches up', async ({ openScene }) => {
  const scene = await openScene();
  await scene.line.refuse();
  await scene.admitLoss();
  await scene.publish();
  // It has waited and tried more than once by then.
  await expect.poll(() => scene.labels().includes('Reconnecting')).toBe(true);
  await scene.line.mend();
  await scene.endsWell();
});

test('half-open: whoever looks at the page hears of it within the deadline of one question', async ({ openScene }) => {
  const scene = await openScene();
  scene.line.halfOpen();
  await scene.publish();
  for (const page of [scene.dashboard, scene.widget]) await page.evaluate(`dispatchEvent(new Event('focus'))`);
  await scene.admitLoss();
  await scene.line.mend();
  await scene.endsWell();
});

test('delayed by a second and a half each way: slower, still live, and nothing out of order', async ({ openScene }) => {
  const scene = await openScene();
  scene.line.delay(1_500);
  await scene.publish();
  await scene.publish();
  await scene.converge();
  expect(scene.labels()).not.toContain('Reconnecting');
  scene.line.cut();
  await scene.admitLoss();
  await scene.publish();
  await scene.endsWell();
  await scene.line.mend();
});

test('slow as a bad phone line: still live, and it comes back over it too', async ({ openScene }) => {
  const scene = await openScene();
  scene.line.slow(8_000);
  await scene.publish();
  await scene.converge();
  expect(scene.labels()).not.toContain('Reconnecting');
  scene.line.reset();
  await scene.admitLoss();
  await scene.publish();
  await scene.endsWell();
  await scene.line.mend();
});
