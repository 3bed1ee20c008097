import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { connection, signIn } from './staff.ts';
import { fillDetails, pickPartyAndTime, widgetOn } from './visitor.ts';

test('hours that end before they begin wait to be mended, over a reload, and nothing else is lost', async ({
  stack,
  newPerson,
}) => {
  const { page } = await newPerson();
  await signIn(page, stack.dashboardUrl, 'giulia@example.com', stack.demoSignIns[0]?.password ?? '');
  await page.goto(`${stack.dashboardUrl}/trattoria-lucia/widgets/booking/schedule`);
  await expect(connection(page)).toContainText('Live');
  const before = await weekOf(page);
  const first = page.getByRole('textbox', { name: 'Wednesday, first sitting, first arrival' });
  await first.fill('23:00');
  await first.press('Tab');
  const wednesday = page.getByRole('group', { name: 'Wednesday', exact: true });
  await expect(wednesday).toContainText('must be before');
  await expect(page.getByText('Not saved: Weekly hours').first()).toBeVisible();

  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(wednesday).toContainText('must be before');
  await expect(page.getByText('Another tool stored')).toHaveCount(0);
  expect(await weekOf(page)).toEqual(before);

  await first.fill('18:30');
  await first.press('Tab');
  await expect(page.getByText(/^Saved/).first()).toBeVisible();
  expect(await weekOf(page)).toEqual(before);
});

/** First and last arrivals of the week but Wednesday's, as the form shows them. */
async function weekOf(page: Page): Promise<readonly string[]> {
  const fields = page.getByRole('textbox', { name: /^(?!Wednesday).*day, .* sitting, (first|last) arrival$/ });
  await expect(fields.first()).toBeVisible();
  return Promise.all((await fields.all()).map((field) => field.inputValue()));
}

test('a widget that is paused and put live again still has what a guest typed', async ({ stack, newPerson }) => {
  const guest = await newPerson();
  await guest.page.goto(stack.demoUrl);
  const widget = widgetOn(guest.page);
  await pickPartyAndTime(widget, 2);
  await fillDetails(widget, { name: 'Ada Wren', email: 'ada@example.com', phone: '+44 7700 900321' });
  const { page } = await newPerson();
  await signIn(page, stack.dashboardUrl, 'giulia@example.com', stack.demoSignIns[0]?.password ?? '');
  await page.goto(`${stack.dashboardUrl}/trattoria-lucia/widgets/booking/embed`);
  await expect(connection(page)).toContainText('Live');
  const live = page.getByRole('switch').first();
  await live.press('Space');
  await expect(widget.getByLabel('Name')).toBeHidden();
  // Guests hear of it before the answer is back, and until then the switch takes nothing.
  await expect(live).toBeEnabled();
  await live.press('Space');
  await expect(widget.getByLabel('Name')).toBeVisible();
  await expect(widget.getByLabel('Name')).toHaveValue('Ada Wren');
  await page.goto(`${stack.dashboardUrl}/trattoria-lucia/widgets/booking/history`);
  await expect(page.getByText('Put live').first()).toBeVisible();
  await expect(page.getByText('Paused').first()).toBeVisible();
});
