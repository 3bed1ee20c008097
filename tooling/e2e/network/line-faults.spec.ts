import { expect } from '@playwright/test';
import { test } from './fixtures.ts';

test('cut, and reached again at once: nothing is missed', async ({ scene }) => {
  scene.line.hold();
  scene.line.cut();
  await scene.admitLoss();
  await scene.publish();
  await scene.line.mend();
  await scene.endsWell();
});

test('reset by something on the way: nothing is missed', async ({ scene }) => {
  scene.line.hold();
  scene.line.reset();
  await scene.admitLoss();
  await scene.publish();
  await scene.line.mend();
  await scene.endsWell();
});

test('refused for a while: it keeps trying, says so, and catches up', async ({ scene }) => {
  await scene.line.refuse();
  await scene.admitLoss();
  await scene.publish();
  await scene.line.mend();
  await scene.endsWell();
});

test('half-open: whoever looks at the page hears of it within the deadline of one question', async ({ scene }) => {
  await scene.quietDown();
  // Kept by the browser for the next question, and dead with the rest.
  await scene.dashboard.evaluate(`fetch('/healthz').then((answer) => answer.text())`);
  scene.line.halfOpen();
  await scene.line.mend();
  await scene.publish();
  for (const page of [scene.dashboard, scene.widget]) await page.evaluate(`dispatchEvent(new Event('focus'))`);
  await scene.admitLoss();
  await scene.endsWell();
});

test('delayed by half a second each way: slower, still live, and nothing out of order', async ({ scene }) => {
  scene.line.delay(500);
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

test('slow as a bad phone line: still live, and it comes back over it too', async ({ scene }) => {
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
