import { startStack, type Stack } from '@blunari/stack/testing';
import type { Page } from '@playwright/test';
import { createClient } from '@supabase/supabase-js';
import { Client } from 'pg';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';

const operator = { email: 'operator@example.com', password: 'a-password-of-theirs' };

const product = `
  create table public.tenants (id uuid primary key default gen_random_uuid(), name text not null, slug text unique);
  insert into public.tenants (name, slug) select 'Restaurant ' || n, 'r-' || n from generate_series(1, 20) as n`;

async function addOperator({ env }: Stack): Promise<void> {
  const { auth } = createClient(env.SUPABASE_URL, env.SUPABASE_SERVICE_ROLE_KEY, { auth: { persistSession: false } });
  const { error } = await auth.admin.createUser({
    ...operator,
    email_confirm: true,
    app_metadata: { platform_admin: true },
  });
  if (error) throw error;
}

/** However long its tables are, the page scrolls within its frame and the frame never moves. */
async function expectStaysInWindow(page: Page): Promise<void> {
  const root = page.locator('html');
  const [content, visible] = await root.evaluate((html) => [html.scrollHeight, html.clientHeight] as const);
  expect(content, 'height of the document').toBeLessThanOrEqual(visible);
}

test('from an existing product to Ready, by what the page offers to copy', async ({ newPerson }) => {
  const stack = await startStack({ env: { AUTO_MIGRATE: 'off' } });
  const owner = new Client({ connectionString: stack.env.DATABASE_OWNER_URL });
  await owner.connect();
  // What Chromium itself writes of the one answer that says that nothing is set up yet.
  const { context, page } = await newPerson({ foreseen: /status of 503 .*\/trpc\/me\.get/ });
  try {
    await owner.query(product);
    await addOperator(stack);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const clipboard = async (): Promise<string> => String(await page.evaluate('navigator.clipboard.readText()'));
    // From where one signs in every day; it leads to the page that says what to do.
    await page.goto(stack.dashboardUrl);
    await page.getByLabel('E-mail').fill(operator.email);
    await page.getByLabel('Password', { exact: true }).fill(operator.password);
    await page.getByRole('button', { name: 'Sign in' }).click();

    await expect(page.getByText('Database: Not migrated')).toBeVisible();
    await expect(page.getByText('0 of')).toBeVisible();
    await expect(page.getByRole('switch', { name: 'Mock Mode' })).toBeChecked();
    await expect(page.getByText('more lines')).toBeVisible();
    const simulated = page.getByRole('region', { name: 'Mock Mode until the database is ready' });
    await simulated.getByRole('button', { name: 'Run: Isolation' }).click();
    await expect(simulated.locator('[data-check="isolation"]')).toHaveAttribute('data-verdict', 'met');
    await expectAccessible(page, 'the page before the migration');
    await expectStaysInWindow(page);
    await page.getByRole('button', { name: 'Copy the SQL' }).click();
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
    await owner.query(await clipboard());

    // The page looks every four seconds, and the API at its database less often the longer it is not ready.
    await expect(page.getByText('Database: API role without password')).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Copy the statement' }).click();
    await expect.poll(clipboard).toContain('alter role');
    const password = decodeURIComponent(new URL(stack.env.DATABASE_URL).password);
    await owner.query((await clipboard()).replace('choose-one', password));

    await expect(page.getByText('Database: Ready')).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('20 tenants, 40 configurations')).toBeVisible();
    await expect(simulated).toHaveCount(0);

    await owner.query('drop index public.widget_bookings_starts_at_idx');
    await page.reload();
    await expect(page.getByText('Database: check index fails')).toBeVisible();
    await expect(page.getByText('The index public.widget_bookings_starts_at_idx is missing.')).toBeVisible();
    await expectAccessible(page, 'the page with a check that fails');
    await page.getByRole('button', { name: 'Copy the statement' }).click();
    await expect.poll(clipboard).toContain('widget_bookings_starts_at_idx');
    await owner.query(await clipboard());
    await expect(page.getByText('Database: Ready')).toBeVisible({ timeout: 30_000 });
  } finally {
    await owner.end();
    // First, or it would complain that its line is gone.
    await context.close();
    await stack.stop();
  }
});

test('an installation without the test page has no such page', async ({ newPerson }) => {
  const stack = await startStack({ env: { TEST_PAGE: 'off' } });
  const { context, page } = await newPerson();
  try {
    const person = stack.demoSignIns[0];
    await page.goto(`${stack.dashboardUrl}/widget-management-test`);
    await page.getByLabel('E-mail').fill(person?.email ?? '');
    await page.getByLabel('Password', { exact: true }).fill(person?.password ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
    await page.goto(stack.dashboardUrl);
    await expect(page.getByRole('heading', { name: 'Your widgets' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'System test' })).toHaveCount(0);
  } finally {
    await context.close();
    await stack.stop();
  }
});
