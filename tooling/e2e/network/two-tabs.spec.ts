import { expect } from '@playwright/test';
import { retype } from '../tests/staff.ts';
import { test } from './fixtures.ts';

test('two tabs lose the line together: what is typed in one meanwhile is in both afterwards', async ({
  scene,
  installation,
}) => {
  const other = await scene.openTab(installation.stack);
  await scene.line.refuse();
  await scene.admitLoss();
  const title = `Two tables at ${Date.now()}`;
  await retype(scene.dashboard, 'Title', title);
  await scene.publish();
  await scene.line.mend();
  await scene.endsWell();
  await expect(other.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue(title);
  await expect.poll(() => scene.storedTitle()).toBe(title);
  await scene.closeTab(other);
});
