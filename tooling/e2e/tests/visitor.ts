import type { FrameLocator, Page } from '@playwright/test';
import { addDays, firstOfMonth } from '@blunari/schema/calendar';
import { expect } from './fixtures.ts';

/** The framed widget on a restaurant's page. */
export function widgetOn(page: Page): FrameLocator {
  return page.frameLocator('blunari-widget iframe');
}

/** Party, then the first open day of next month, then its first free time. Gives the day, `YYYY-MM-DD`. */
export async function pickPartyAndTime(widget: FrameLocator, partySize: number): Promise<string> {
  await widget.getByRole('button', { name: `${partySize} guests`, exact: true }).click();
  await widget.getByRole('button', { name: `Continue with ${partySize} guests` }).click();
  await widget.getByRole('button', { name: 'Next month' }).click();
  const day = widget.locator('.bw-day[data-status="open"]').first();
  const dayOfMonth = Number(await day.innerText());
  await day.click();
  // On phones the times are a step of their own.
  const onward = widget.locator('[data-pane="date"] .bw-foot button');
  if (await onward.isVisible()) await onward.click();
  await widget.locator('.bw-times button[aria-disabled="false"]').first().click();
  // There the button also says which time it continues with.
  await widget
    .getByRole('button', { name: /^Continue/ })
    .last()
    .click();
  return addDays(firstOfMonth(new Date().toISOString().slice(0, 10), 1), dayOfMonth - 1);
}

export async function fillDetails(
  widget: FrameLocator,
  guest: { name: string; email: string; phone: string },
): Promise<void> {
  await widget.getByLabel('Name').fill(guest.name);
  await widget.getByLabel('E-mail').fill(guest.email);
  await widget.getByLabel('Phone').fill(guest.phone);
}

/** Sends the booking and waits for its reference. */
export async function bookTable(widget: FrameLocator): Promise<void> {
  await widget.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(widget.getByRole('link', { name: 'Add to calendar' })).toBeVisible();
}

/** Walks the catering widget of a framed or a whole page, and checks that it names the estimate before it is sent. */
export async function askForCatering(
  widget: FrameLocator | Page,
  wish: { guests: number; package: string; name: string; estimate: string },
): Promise<void> {
  await widget.getByRole('button', { name: 'Next month' }).click();
  await widget.locator('.bw-day[data-status="open"]').first().click();
  await widget.getByLabel('Guests').fill(String(wish.guests));
  await widget.getByRole('button', { name: /^Continue/ }).click();
  await widget.getByRole('radio', { name: new RegExp(wish.package) }).check();
  await expect(widget.getByText(wish.estimate).filter({ visible: true }).first()).toBeVisible();
  await widget.getByRole('button', { name: /^Continue/ }).click();
  await widget.getByLabel('Name').fill(wish.name);
  await widget.getByLabel('E-mail').fill('ines@example.com');
  await widget.getByLabel('Phone').fill('+44 7700 900456');
  await widget.getByRole('button', { name: 'Send the request' }).click();
  await expect(widget.getByRole('heading', { name: 'We have your request' })).toBeVisible();
}
