import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** Signs in through the form and waits for the restaurant's home. */
export async function signIn(page: Page, dashboardUrl: string, email: string, password: string): Promise<void> {
  await page.goto(dashboardUrl);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Your widgets' })).toBeVisible();
}

/** `views`, `interactions` or `conversions` of today, as "Your widgets" counts them for the booking or catering widget. */
export async function todaysCount(page: Page, widget: 'Booking' | 'Catering', what: string): Promise<number> {
  const row = page.getByRole('region', { name: 'Your widgets' }).getByRole('listitem').filter({ hasText: widget });
  const text = await row.innerText();
  return Number(new RegExp(`(\\d+) ${what}`).exec(text)?.[1] ?? Number.NaN);
}

/** Types into a field that saves itself, as a person does: everything selected, then written over. */
export async function retype(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: label, exact: true });
  await field.fill(text);
  await field.blur();
}

export function connection(page: Page) {
  return page.getByRole('button', { name: /^Connection/ });
}
