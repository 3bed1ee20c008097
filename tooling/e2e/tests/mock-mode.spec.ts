import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import { connection, retype } from './staff.ts';
import { bookTable, fillDetails, pickPartyAndTime } from './visitor.ts';

const places = [
  '',
  '/bookings',
  '/requests',
  '/insights',
  '/insights/tools',
  '/widgets',
  '/widgets/booking/content',
  '/widgets/booking/schedule',
  '/widgets/catering/guests',
  '/try/booking',
];

const looks = [
  { name: 'desktop, light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { name: 'phone, dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const;

/** As the test page's switch leaves the tab. */
async function chooseMock(page: Page): Promise<void> {
  // Frames of other origins run it, too; some of them have no storage.
  await page.addInitScript(`if (parent === self) sessionStorage.setItem('blunari.source', 'mock')`);
}

/** What the tab asked of the real API, its Auth, its live line or a real widget. */
function watchServer(page: Page): readonly string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (/\/trpc|\/auth\/v1|\/feed\/|\/w\/wk_/.test(request.url())) asked.push(request.url());
  });
  page.on('websocket', (socket) => asked.push(socket.url()));
  return asked;
}

const badge = (page: Page) => page.getByRole('button', { name: /^Mock/ });

/** Does something in the badge's popover. While a screen loads, its top is replaced, and the popover with it. */
async function inPopover(page: Page, act: (panel: Locator) => Promise<void>): Promise<void> {
  const panel = page.getByRole('dialog', { name: 'Mock Mode' });
  await expect(async () => {
    if (!(await panel.isVisible())) await badge(page).click({ timeout: 2000 });
    await act(panel);
  }).toPass({ timeout: 60_000 });
}

async function setFault(page: Page, name: string, isOn: boolean): Promise<void> {
  await inPopover(page, (panel) =>
    panel.getByRole('switch', { name }).setChecked(isOn, { force: true, timeout: 2000 }),
  );
  await page.keyboard.press('Escape');
}

// Twenty screens, each looked at by axe: minutes on a busy machine.
test.describe.configure({ timeout: 300_000 });

for (const { name, ...look } of looks) {
  test(`Mock Mode shows every screen, says so on each, and asks no server: ${name}`, async ({ stack, newPerson }) => {
    const { page } = await newPerson(look);
    await chooseMock(page);
    const asked = watchServer(page);
    for (const place of places) {
      await page.goto(`${stack.dashboardUrl}/trattoria-lucia${place}`);
      await expect(connection(page)).toContainText('Simulated');
      await expect(badge(page)).toBeVisible();
      await expectAccessible(page, place);
    }
    expect(asked).toEqual([]);
  });
}

test('the platform’s screens in Mock Mode say that they are, and can be tried; the person survives a reload', async ({
  stack,
  newPerson,
}) => {
  const { page } = await newPerson();
  await page.addInitScript(`if (parent === self && sessionStorage.getItem('blunari.mock-person') === null) {
    sessionStorage.setItem('blunari.source', 'mock');
    sessionStorage.setItem('blunari.mock-person', 'platform-admin');
  }`);
  const asked = watchServer(page);
  for (const [place, heading] of [
    ['tenants', 'Tenants'],
    ['audit', 'Audit'],
    ['rollout', 'Roll-out'],
  ] as const) {
    await page.goto(`${stack.dashboardUrl}/platform/${place}`);
    await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
    await expect(badge(page)).toBeVisible();
    await expect(page.getByText('Live', { exact: true })).toHaveCount(0);
    await expectAccessible(page, place);
  }
  await expect(page.getByText('Simulated', { exact: true })).toBeVisible();
  // The rule has judged what is made up, too.
  await expect(page.getByRole('heading', { name: 'Stopped by itself in batch 3' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Why batch 3 was stopped' })).toBeVisible();
  await page.getByRole('button', { name: 'Go on' }).click();
  const question = page.getByRole('dialog', { name: 'Let batch 3 run on?' });
  await question.getByRole('textbox', { name: 'Reason' }).fill('It is mended');
  await question.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('heading', { name: 'Batch 3 is running' })).toBeVisible();
  expect(asked).toEqual([]);
});

test('what a guest books in Mock Mode appears on the screens of the staff, and nowhere else', async ({
  stack,
  newPerson,
}) => {
  const { page } = await newPerson();
  await chooseMock(page);
  await page.goto(`${stack.dashboardUrl}/trattoria-lucia`);
  await page.getByRole('link', { name: 'Try it as a guest' }).click();
  const widget = page.frameLocator('iframe[title="The Booking widget as a guest sees it" i]');
  const day = await pickPartyAndTime(widget, 2);
  await fillDetails(widget, { name: 'Simula Guest', email: 'simula@example.com', phone: '+44 7700 900123' });
  await bookTable(widget);
  await page.getByRole('link', { name: 'Bookings' }).first().click();
  await expect(page.getByRole('heading', { name: 'Bookings' })).toBeVisible();
  // The page is not loaded anew: what is simulated would be gone with it.
  await page.evaluate(`history.pushState(null, '', '/dashboard/trattoria-lucia/bookings?date=${day}')`);
  await expect(page.getByRole('row', { name: /Simula Guest/ })).toBeVisible();
});

test('faults show as they would in life, and end when they are switched off', async ({ stack, newPerson }) => {
  const { page } = await newPerson();
  await chooseMock(page);
  await page.goto(`${stack.dashboardUrl}/trattoria-lucia/widgets/booking/content`);
  await expect(connection(page)).toContainText('Simulated');

  await setFault(page, 'Conflict', true);
  await expect(badge(page)).toContainText('1 fault');
  await retype(page, 'Title', 'Un tavolo');
  await expect(page.getByText('Marco Bianchi').first()).toBeVisible();
  await page.getByRole('button', { name: /^Keep/ }).click();
  await expect(page.getByText(/^Saved/).first()).toBeVisible();
  await setFault(page, 'Conflict', false);

  await setFault(page, 'Disconnect', true);
  await expect(connection(page)).toContainText('Reconnecting');
  await setFault(page, 'Disconnect', false);
  await expect(connection(page)).toContainText('Simulated', { timeout: 40_000 });
});

test('leaving Mock Mode leads back to the real product, where one signs in', async ({ stack, newPerson }) => {
  const { page } = await newPerson();
  await page.goto(stack.dashboardUrl);
  await page.evaluate(`sessionStorage.setItem('blunari.source', 'mock')`);
  await page.reload();
  await inPopover(page, (panel) => panel.getByRole('button', { name: 'Back to Real' }).click({ timeout: 2000 }));
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(badge(page)).toHaveCount(0);
});

test('whoever signs out in Mock Mode can be somebody else there', async ({ stack, newPerson }) => {
  const { page } = await newPerson();
  await chooseMock(page);
  await page.goto(stack.dashboardUrl);
  await page.getByRole('button', { name: /^Your account/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expectAccessible(page, 'the sign-in in Mock Mode');
  await page.getByRole('button', { name: 'Marco Bianchi, admin' }).click();
  await expect(page.getByRole('heading', { name: 'Your widgets' })).toBeVisible();
});
