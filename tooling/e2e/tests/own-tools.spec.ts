import type { Page } from '@playwright/test';
import { summarySchema } from '@blunari/schema/insights';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import { connection, signIn } from './staff.ts';

const looks = [
  { name: 'desktop, light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { name: 'phone, dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const;

// Each looks at several states with axe: minutes on a busy machine.
test.describe.configure({ timeout: 300_000 });

for (const { name, ...look } of looks) {
  test(`an owner gives a program a token, sees it used and takes it back, by keys alone: ${name}`, async ({
    stack,
    newPerson,
  }) => {
    const { page } = await newPerson(look);
    await signIn(page, stack.dashboardUrl, 'giulia@example.com', stack.demoSignIns[0]?.password ?? '');
    await page.goto(`${stack.dashboardUrl}/trattoria-lucia/insights`);
    await page.getByRole('button', { name: 'Export' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Tokens and examples' }).press('Enter');
    await expect(page).toHaveURL(`${stack.dashboardUrl}/trattoria-lucia/insights/tools`);

    const title = `Report ${look.colorScheme}`;
    await page.getByLabel('What the token is for').fill(title);
    await page.getByLabel('What the token is for').press('Enter');
    const token = await tokenOnScreen(page);
    await expect(page.getByRole('button', { name: 'Copy the token' })).toBeFocused();
    await expectAccessible(page, 'a token just made');
    await page.getByRole('button', { name: 'I have kept it' }).press('Enter');
    await expect(page.getByRole('region', { name: 'Tokens' })).toBeFocused();
    await expect(page.getByText(token)).toHaveCount(0);

    // The address is the one that the screen's own example asks.
    const address = await exampleAddress(page);
    const ask = () => fetch(address, { headers: { authorization: `Bearer ${token}` } });
    const answer = await ask();
    expect(answer.status).toBe(200);
    expect(summarySchema.parse(await answer.json()).now.views).toBeGreaterThanOrEqual(0);
    const description = await page.getByRole('link', { name: 'the description for programs' }).getAttribute('href');
    expect(await (await fetch(description ?? '')).json()).toMatchObject({ openapi: '3.1.0' });
    await page.reload();
    const row = page.getByRole('row', { name: new RegExp(title) });
    await expect(row).toContainText(/now|\d min ago/);
    await expect(connection(page)).toContainText('Live');
    await expectAccessible(page, 'tokens');

    await row.getByRole('button', { name: `Revoke ${title}` }).press('Enter');
    await expectAccessible(page, 'before a token is revoked');
    await page.getByRole('button', { name: 'Revoke token' }).press('Enter');
    await expect(row).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Tokens' })).toBeFocused();
    expect((await ask()).status).toBe(401);
  });
}

test('an editor is told who makes tokens, and offered none', async ({ stack, newPerson }) => {
  const editor = stack.demoSignIns.find(({ role }) => role === 'editor');
  if (!editor) throw new Error('the demo has an editor');
  const { page } = await newPerson();
  await signIn(page, stack.dashboardUrl, editor.email, editor.password);
  await page.goto(`${stack.dashboardUrl}/trattoria-lucia/insights`);
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByRole('menuitem')).toHaveText([/spreadsheets/, /programs/]);
  await page.goto(`${stack.dashboardUrl}/trattoria-lucia/insights/tools`);
  await expect(page.getByText(/made by admins and owners/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Make token' })).toHaveCount(0);
});

async function tokenOnScreen(page: Page): Promise<string> {
  const made = page.getByRole('region', { name: /^The token for/ });
  await expect(made).toContainText('it is not shown again');
  return (await made.getByRole('code').innerText()).trim();
}

async function exampleAddress(page: Page): Promise<string> {
  const command = await page.getByText(/insights\/summary/).innerText();
  return /"(https?:[^"]+)"/.exec(command)?.[1] ?? '';
}
