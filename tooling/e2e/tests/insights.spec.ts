import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { connection, signIn } from './staff.ts';
import { bookTable, fillDetails, pickPartyAndTime, widgetOn } from './visitor.ts';

test.describe.configure({ timeout: 300_000 });

const names = ['Views', 'Interactions', 'Bookings', 'Sessions'] as const;

test('what a guest does is on the insights screen at once, and the address keeps what is shown', async ({
  stack,
  newPerson,
}) => {
  const [owner] = stack.demoSignIns;
  if (!owner) throw new Error('the demo has an owner');
  const { page } = await newPerson({ viewport: { width: 1440, height: 900 } });
  const guest = await newPerson({ viewport: { width: 1280, height: 900 } });
  const insights = `${stack.dashboardUrl}/trattoria-lucia/insights`;

  const before = await test.step('the owner looks at today', async () => {
    await signIn(page, stack.dashboardUrl, owner.email, owner.password);
    await page.getByRole('link', { name: 'Insights', exact: true }).click();
    await page.getByRole('button', { name: /Period/ }).click();
    await page.getByRole('option', { name: 'Today', exact: true }).click();
    await expect(page).toHaveURL(`${insights}?period=today`);
    await expect(connection(page)).toContainText('Live');
    await expect.poll(() => figure(page, 'Views')).not.toBeNaN();
    return { ...(await figures(page)), page: await sessionsOfPage(page, '/') };
  });

  await test.step('a guest looks and books: every figure follows without a reload', async () => {
    await guest.page.goto(stack.demoUrl);
    const widget = widgetOn(guest.page);
    await pickPartyAndTime(widget, 3);
    await fillDetails(widget, { name: 'Vera Lind', email: 'vera@example.com', phone: '+44 7700 900124' });
    await expect.poll(() => figure(page, 'Views')).toBe(before.Views + 1);
    await expect.poll(() => figure(page, 'Sessions')).toBe(before.Sessions + 1);
    await expect.poll(() => figure(page, 'Interactions')).toBeGreaterThan(before.Interactions);
    expect(await figure(page, 'Bookings')).toBe(before.Bookings);
    await bookTable(widget);
    await expect.poll(() => figure(page, 'Bookings')).toBe(before.Bookings + 1);
    await expect(page.getByRole('region', { name: 'Right now' })).toContainText(/[1-9]\d* sessions? in the last 5 min/);
    await expect.poll(() => sessionsOfPage(page, '/'), { timeout: 30_000 }).toBe(before.page + 1);
  });

  await test.step('the figures are those of the day on the widgets’ own list', async () => {
    const views = await figure(page, 'Views');
    await page.goto(`${stack.dashboardUrl}/trattoria-lucia/widgets`);
    await expect(page.getByText(`Today ${views} views`)).toBeVisible();
    await page.goBack();
  });

  await test.step('a press on a page filters by it, and a reload keeps that', async () => {
    await pageRow(page, '/').getByRole('button').click();
    await expect(page).toHaveURL(`${insights}?period=today&by=page&value=%2F`);
    await expect(page.getByText('Only visits on the page /')).toBeVisible();
    await page.reload();
    await expect(page.getByText('Only visits on the page /')).toBeVisible();
    await expect.poll(() => figure(page, 'Sessions')).toBe(before.page + 1);
    await page.getByRole('button', { name: 'Take the filter away' }).press('Enter');
    await expect(page).toHaveURL(`${insights}?period=today`);
    await expect.poll(() => figure(page, 'Sessions')).toBe(before.Sessions + 1);
  });

  await test.step('the keyboard alone reads the chart', async () => {
    const line = page.getByRole('slider', { name: 'Bookings, point by point' });
    const last = await line.getAttribute('aria-valuetext');
    await line.press('ArrowLeft');
    await expect(line).not.toHaveAttribute('aria-valuetext', last ?? '');
    await expect(line).toHaveAttribute('aria-valuetext', /, \d\d:00: \d+; .+, \d\d:00: \d+$/);
  });

  await test.step('what is shown comes as a file', async () => {
    const arrival = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Pages as CSV' }).click();
    const download = await arrival;
    expect(download.suggestedFilename()).toMatch(/^trattoria-lucia-booking-page-.*\.csv$/);
    const [head, ...rows] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    expect(head).toMatch(/^\uFEFFpage,Sessions,Converted sessions,/);
    expect(rows.find((row) => row.startsWith('/,'))).toContain(`/,${before.page + 1},`);
  });
});

async function figure(page: Page, name: (typeof names)[number]): Promise<number> {
  const kpi = page
    .getByLabel('The period in numbers')
    .locator('div')
    .filter({ has: page.getByText(name, { exact: true }) });
  return numberIn(await kpi.locator('dd').first().innerText());
}

async function figures(page: Page): Promise<Record<(typeof names)[number], number>> {
  return {
    Views: await figure(page, 'Views'),
    Interactions: await figure(page, 'Interactions'),
    Bookings: await figure(page, 'Bookings'),
    Sessions: await figure(page, 'Sessions'),
  };
}

function pageRow(page: Page, path: string) {
  const button = page.getByRole('button', { name: path, exact: true });
  return page.getByRole('region', { name: 'Pages' }).getByRole('row').filter({ has: button });
}

async function sessionsOfPage(page: Page, path: string): Promise<number> {
  return numberIn(await pageRow(page, path).getByRole('cell').first().innerText());
}

const numberIn = (words: string): number => (/^[\d,]+$/.test(words) ? Number(words.replaceAll(',', '')) : Number.NaN);
