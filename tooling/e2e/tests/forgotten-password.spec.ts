import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '@supabase/supabase-js';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import { signIn } from './staff.ts';

/** The link of the newest mail to an address, as whoever runs the product finds it. */
async function linkTo(dataDir: string, email: string): Promise<string> {
  const folder = join(dataDir, 'mail');
  const names: string[] = await readdir(folder).catch(() => []);
  // They begin with the time.
  for (const name of names.toSorted((a, b) => b.localeCompare(a))) {
    const mail = await readFile(join(folder, name), 'utf8');
    // Long lines of a mail end in "=" and go on in the next one.
    const text = mail.replaceAll('=\r\n', '').replaceAll('=\n', '').replaceAll('=3D', '=');
    const link = /https?:\/\/\S+\/auth\/v1\/verify\?\S+/.exec(text)?.[0];
    if (text.includes(`To: ${email}`) && link !== undefined) return link;
  }
  throw new Error(`There is no mail to ${email}.`);
}

const mailLink = async (dataDir: string, email: string) => {
  await expect(async () => void (await linkTo(dataDir, email))).toPass({ timeout: 10_000 });
  return linkTo(dataDir, email);
};

test('somebody who forgot the password chooses a new one with the link of a mail', async ({ stack, newPerson }) => {
  // Whose password no other scene of this stack needs: it is another one afterwards.
  const email = 'paolo@example.com';
  const { page } = await newPerson();
  await page.goto(stack.dashboardUrl);
  await page.getByRole('link', { name: 'Forgot it?' }).click();
  await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
  await expectAccessible(page, 'forgot-password');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByText('Please enter your e-mail address.')).toBeVisible();
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('status')).toContainText(`If ${email} has an account, a link is on its way.`);

  const link = await mailLink(stack.dataDir, email);
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Choose a password' })).toBeVisible();
  expect(page.url()).toBe(`${stack.dashboardUrl}/mail-link`);
  await expectAccessible(page, 'new-password');
  await page.getByLabel('New password', { exact: true }).fill('kurz');
  await page.getByRole('button', { name: 'Keep this password' }).click();
  await expect(page.getByText('Please take six characters or more.')).toBeVisible();
  await page.getByLabel('New password', { exact: true }).fill('my own season');
  await page.getByRole('button', { name: 'Keep this password' }).click();
  await expect(page.getByRole('heading', { name: 'Your widgets' })).toBeVisible();

  const elsewhere = await newPerson();
  await signIn(elsewhere.page, stack.dashboardUrl, email, 'my own season');
  await elsewhere.page.goto(link);
  await expect(elsewhere.page.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible();
  await expectAccessible(elsewhere.page, 'mail-link');
});

test('somebody who was invited chooses a password; mails stay with the operator', async ({ stack, newPerson }) => {
  const email = 'newcomer@example.com';
  const { SUPABASE_URL: url, SUPABASE_SERVICE_ROLE_KEY: serviceKey } = stack.env;
  const admin = createClient(url, serviceKey, { auth: { persistSession: false } });
  expect((await admin.auth.admin.inviteUserByEmail(email)).error).toBeNull();
  const { page } = await newPerson();
  const link = await mailLink(stack.dataDir, email);
  await page.goto(link);
  await page.getByLabel('New password', { exact: true }).fill('my own season');
  await page.getByRole('button', { name: 'Keep this password' }).click();
  await expect(page.getByRole('heading', { name: 'You do not work for a restaurant yet' })).toBeVisible();
  expect((await stat(join(stack.dataDir, 'mail'))).mode & 0o077).toBe(0);
  expect(stack.output()).toContain('SMTP_URL is not set');
  expect(stack.output()).not.toContain(new URL(link).searchParams.get('token') ?? '');
});
