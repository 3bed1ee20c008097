import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import { connection, signIn } from './staff.ts';
import { askForCatering, bookTable, fillDetails, pickPartyAndTime, widgetOn } from './visitor.ts';

const looks = [
  { name: 'desktop, light', isWide: true, viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { name: 'phone, dark', isWide: false, viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const;

const longName = 'Maximiliane-Theodora von Hohenstein-Wackernagel zu Unterlauterbach';
const arabicName = 'عبد الرحمن بن محمد الأنصاري';

for (const { name, isWide, ...look } of looks) {
  test(`a booking with a long name opens from its row, and Escape leads back to it: ${name}`, async ({
    stack,
    newPerson,
  }) => {
    const guest = await newPerson(look);
    const localDate = await book(guest.page, stack.demoUrl, longName);
    expect(await book(guest.page, stack.demoUrl, arabicName)).toBe(localDate);
    const { page } = await newPerson(look);
    await signIn(page, stack.dashboardUrl, 'giulia@example.com', stack.demoSignIns[0]?.password ?? '');
    await page.goto(`${stack.dashboardUrl}/trattoria-lucia/bookings?date=${localDate}`);
    await expect(connection(page)).toContainText('Live');
    const first = page.getByRole('button', { name: `Open ${longName}'s booking` }).first();
    const second = page.getByRole('button', { name: `Open ${arabicName}'s booking` }).first();
    await expectDetails(page, first, longName);
    if (isWide) {
      await second.click();
      await expect(page.getByRole('dialog', { name: arabicName })).toBeVisible();
      await first.click();
      await expect(page.getByRole('dialog', { name: longName })).toBeVisible();
    }
    await expectClosedByEscape(page, first);
    await first.press('ArrowDown');
    await expect(first).not.toBeFocused();
    await expectDetails(page, second, arabicName);
    await expectClosedByEscape(page, second);
  });

  test(`a catering request with a long name opens from its row, and Escape leads back to it: ${name}`, async ({
    stack,
    newPerson,
  }) => {
    const caterer = stack.demoSignIns.find(({ email }) => email.startsWith('amara'));
    const guest = await newPerson(look);
    await guest.page.goto(`${stack.demoUrl}/catering`);
    await askForCatering(widgetOn(guest.page), {
      guests: 40,
      package: 'Garden Buffet',
      name: longName,
      estimate: '£1,134.00',
    });
    const { page } = await newPerson(look);
    await signIn(page, stack.dashboardUrl, caterer?.email ?? '', caterer?.password ?? '');
    await page.goto(`${stack.dashboardUrl}/green-fork-catering/requests`);
    await expect(connection(page)).toContainText('Live');
    const row = page.getByRole('button', { name: `Open ${longName}'s request` }).first();
    await expectDetails(page, row, longName);
    await expectClosedByEscape(page, row);
  });
}

async function book(page: Page, demoUrl: string, name: string): Promise<string> {
  await page.goto(demoUrl);
  const widget = widgetOn(page);
  const localDate = await pickPartyAndTime(widget, 2);
  await fillDetails(widget, { name, email: 'long@example.com', phone: '+44 7700 900321' });
  await bookTable(widget);
  return localDate;
}

/** Opened by the keyboard, the details show the whole name, fit their width and pass axe. */
async function expectDetails(page: Page, row: Locator, name: string): Promise<void> {
  await row.press('Enter');
  const details = page.getByRole('dialog', { name });
  await expect(details.getByRole('heading', { name: 'What happened' })).toBeVisible();
  const heading = details.getByRole('heading', { name });
  const [content, visible] = await heading.evaluate((each) => [each.scrollWidth, each.clientWidth] as const);
  expect(content, 'width of the name').toBeLessThanOrEqual(visible);
  await expectAccessible(page, `the details of ${name}`);
}

async function expectClosedByEscape(page: Page, row: Locator): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(row).toBeFocused();
}
