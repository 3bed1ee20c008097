import type { Page } from '@playwright/test';
import { Client } from 'pg';
import { z } from 'zod';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import { signIn } from './staff.ts';
import { expectRealNumbers, keptReports, verdictsOf } from './test-report.ts';

const place = '/widget-management-test';

// What an earlier test left, as where its page closed while it ended its run, is no matter of the next one.
test.beforeEach(async ({ stack }) => {
  const runs = 'select distinct run_id from widget_private.test_tenants';
  await rowsOf(stack.env.DATABASE_OWNER_URL, `select widget_private.sweep_test_tenants(r.run_id) from (${runs}) r`);
});

async function rowsOf(ownerUrl: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const everything = `select
  (select count(*)::int from public.tenants) as tenants, (select count(*)::int from public.widget_bookings) as bookings,
  (select count(*)::int from public.widget_analytics) as events,
  (select count(*)::int from widget_private.test_tenants) as tests,
  (select jsonb_agg(version order by id) from public.widget_configurations) as versions`;

test('an owner runs all checks: real numbers, verdicts that follow from them, and nothing left behind', async ({
  stack,
  newPerson,
}) => {
  test.setTimeout(360_000);
  const owner = stack.demoSignIns[0];
  if (!owner) throw new Error('the demo has an owner');
  const { page } = await newPerson();
  await signIn(page, stack.dashboardUrl, owner.email, owner.password);
  await page.getByRole('link', { name: 'System test' }).click();
  await expect(page.getByText('Database: Ready')).toBeVisible();
  await expectAccessible(page, 'the system test');
  const before = await rowsOf(stack.env.DATABASE_OWNER_URL, everything);

  await page.getByRole('button', { name: 'Run all checks' }).click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run all checks' })).toBeVisible({ timeout: 300_000 });
  await expectRealNumbers(page);

  expect(await rowsOf(stack.env.DATABASE_OWNER_URL, everything)).toEqual(before);
  await expect(page.getByRole('region', { name: 'Earlier runs' }).getByRole('listitem')).toHaveCount(1);
});

test('a run is cancelled, and single checks are run again', async ({ stack, newPerson }) => {
  const admin = stack.demoSignIns[1];
  if (!admin) throw new Error('the demo has an admin');
  const { page } = await newPerson();
  await signIn(page, stack.dashboardUrl, admin.email, admin.password);
  await page.goto(`${stack.dashboardUrl}${place}`);
  await page.getByRole('button', { name: 'Run all checks' }).click();
  await expect(page.locator('[data-check="config-read"]')).toHaveAttribute('data-verdict', /./, { timeout: 60_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Run all checks' })).toBeVisible();
  expect((await verdictsOf(page))['memory']).toBeNull();
  expect(await keptReports(page)).toEqual([]);
  await page.getByRole('button', { name: 'Run: Isolation' }).click();
  await expect(page.locator('[data-check="isolation"]')).toHaveAttribute('data-verdict', 'met');
  await page.getByRole('button', { name: 'Run again: Isolation' }).click();
  await expect(page.locator('[data-check="isolation"]')).toHaveAttribute('data-verdict', 'met');
});

test('a second device joins by the link, and a change on either is timed on both', async ({ stack, newPerson }) => {
  const owner = stack.demoSignIns[0];
  if (!owner) throw new Error('the demo has an owner');
  const computer = await newPerson();
  await signIn(computer.page, stack.dashboardUrl, owner.email, owner.password);
  await computer.page.goto(`${stack.dashboardUrl}${place}`);
  await computer.page.getByRole('button', { name: 'Add devices' }).click();
  await expect(computer.page.getByRole('img', { name: 'Code with the link to this test' })).toBeVisible();
  await expect(computer.page.locator('[data-latency]')).toHaveCount(1);
  const runs = await rowsOf(
    stack.env.DATABASE_OWNER_URL,
    `select t.tenant_id as id from widget_private.test_tenants t join public.tenant_members m using (tenant_id)`,
  );
  const [{ id }] = z.tuple([z.object({ id: z.string() })]).parse(runs);

  const phone = await newPerson({ viewport: { width: 390, height: 844 } });
  await signIn(phone.page, stack.dashboardUrl, owner.email, owner.password);
  await phone.page.goto(`${stack.dashboardUrl}${place}?run=${id}`);
  await expect(phone.page.getByText('Part of the test', { exact: true })).toBeVisible({ timeout: 30_000 });
  for (const { page } of [computer, phone]) await expect(page.locator('[data-latency]')).toHaveCount(2);
  for (const { page } of [phone, computer]) {
    const before = await commonVersion(computer.page);
    await page.getByRole('button', { name: 'Change the greeting' }).click();
    for (const looked of [computer, phone]) {
      await expect.poll(() => commonVersion(looked.page), { timeout: 30_000 }).toBeGreaterThan(before);
    }
  }
  await expectAccessible(phone.page, 'the system test on a phone');

  await computer.page.getByRole('button', { name: 'Close' }).click();
  await expect
    .poll(() => rowsOf(stack.env.DATABASE_OWNER_URL, 'select from widget_private.test_tenants'))
    .toHaveLength(0);
  await expect(phone.page.getByText('The test is over', { exact: true })).toBeVisible({ timeout: 30_000 });
});

/** That both devices have told to have on their screen: no change is on its way then. */
async function commonVersion(page: Page): Promise<number> {
  const devices = page.getByRole('list', { name: 'Devices' }).getByRole('listitem');
  let versions: readonly (string | null)[] = [];
  await expect(async () => {
    versions = await Promise.all([0, 1].map((index) => devices.nth(index).getAttribute('data-version')));
    expect(versions[0]).toBe(versions[1]);
  }).toPass({ timeout: 30_000 });
  return Number(versions[0]);
}

test('tests of two tabs leave each other alone, each goes with its tab, and nobody lands in their restaurants', async ({
  stack,
  newPerson,
}) => {
  const owner = stack.demoSignIns[0];
  if (!owner) throw new Error('the demo has an owner');
  const { context, page } = await newPerson();
  await signIn(page, stack.dashboardUrl, owner.email, owner.password);
  await page.goto(`${stack.dashboardUrl}${place}`);
  const testCount = () =>
    rowsOf(stack.env.DATABASE_OWNER_URL, 'select count(*)::int as n from widget_private.test_tenants');
  await page.getByRole('button', { name: 'Add devices' }).click();
  await expect(page.locator('[data-latency]')).toHaveCount(1);

  const other = await context.newPage();
  await other.goto(`${stack.dashboardUrl}${place}`);
  await other.getByRole('button', { name: 'Run: Isolation' }).click();
  await expect(other.locator('[data-check="isolation"]')).toHaveAttribute('data-verdict', 'met');
  await expect.poll(testCount).toEqual([{ n: 2 }]);
  await page.getByRole('button', { name: 'Change the greeting' }).click();
  await expect(page.getByText('This test is over')).toHaveCount(0);

  await other.goto(stack.dashboardUrl);
  await expect(other).toHaveURL(/trattoria-lucia/);
  await other.goto('about:blank');
  await page.goto('about:blank');
  await expect.poll(testCount).toEqual([{ n: 0 }]);
});

test('visitors come to the test restaurant for as long as they are wanted', async ({ stack, newPerson }) => {
  const owner = stack.demoSignIns[0];
  if (!owner) throw new Error('the demo has an owner');
  const { page } = await newPerson();
  await signIn(page, stack.dashboardUrl, owner.email, owner.password);
  await page.goto(`${stack.dashboardUrl}${place}`);
  const before = await rowsOf(stack.env.DATABASE_OWNER_URL, everything);
  const simulator = page.getByRole('region', { name: 'Visitor simulator' });
  await simulator.getByLabel('Of them book').fill('50');
  await simulator.getByRole('button', { name: 'Start' }).click();
  await expect(simulator.getByText(/\d+ looked, \d+ began, [1-9]\d* booked/)).toBeVisible();
  await simulator.getByRole('button', { name: 'Stop' }).click();
  await expect(simulator.getByRole('button', { name: 'Start' })).toBeVisible();
  expect(await rowsOf(stack.env.DATABASE_OWNER_URL, everything)).toEqual(before);
});
