import { networkInterfaces } from 'node:os';
import { startStack } from '@blunari/stack/testing';
import { expect, test } from './fixtures.ts';

const address = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

test('the system test and its devices work over plain http from another machine', async ({ newPerson }) => {
  test.skip(address === undefined, 'this machine has no address but loopback');
  const port = String(20_000 + Math.floor(Math.random() * 10_000));
  const publicUrl = `http://${address ?? ''}:${port}`;
  const stack = await startStack({ env: { HOST: '0.0.0.0', PORT: port, PUBLIC_URL: publicUrl, TEST_PAGE: 'on' } });
  const { context, page } = await newPerson({ viewport: { width: 390, height: 844 } });
  try {
    const owner = stack.demoSignIns[0];
    await page.goto(`${stack.dashboardUrl}/widget-management-test`);
    await page.getByLabel('E-mail').fill(owner?.email ?? '');
    await page.getByLabel('Password', { exact: true }).fill(owner?.password ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText('Database: Ready')).toBeVisible();
    expect(await page.evaluate('[isSecureContext, typeof crypto.randomUUID, "clipboard" in navigator]')).toEqual([
      false,
      'undefined',
      false,
    ]);
    await page.getByRole('button', { name: 'Add devices' }).click();
    await expect(page.locator('[data-latency]')).toHaveCount(1, { timeout: 30_000 });
    await page.getByRole('button', { name: 'Copy the link' }).click();
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
    await page.getByRole('button', { name: 'Run: Isolation' }).click();
    await expect(page.locator('[data-check="isolation"]')).toHaveAttribute('data-verdict', 'met', { timeout: 30_000 });
  } finally {
    await context.close();
    await stack.stop();
  }
});
