import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import { connection, signIn } from './staff.ts';
import { widgetOn } from './visitor.ts';

const looks = [
  { name: 'desktop, light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { name: 'phone, dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const;

const places = [
  '',
  '/bookings',
  '/requests',
  '/insights',
  '/insights/tools',
  '/widgets',
  '/widgets/booking/content',
  '/widgets/booking/appearance',
  '/widgets/booking/schedule',
  '/widgets/booking/embed',
  '/widgets/booking/history',
  '/widgets/catering/guests',
];

// Twenty-four screens, each looked at by axe: minutes on a busy machine.
test.describe.configure({ timeout: 300_000 });

for (const { name, ...look } of looks) {
  test(`every dashboard screen passes axe and fits its width: ${name}`, async ({ stack, newPerson }) => {
    const { page } = await newPerson(look);
    await page.goto(stack.dashboardUrl);
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expectAccessible(page, 'sign-in');
    await signIn(page, stack.dashboardUrl, 'giulia@example.com', stack.demoSignIns[0]?.password ?? '');
    for (const place of places) {
      await page.goto(`${stack.dashboardUrl}/trattoria-lucia${place}`);
      await expect(connection(page)).toContainText('Live', { timeout: 20_000 });
      await expectAccessible(page, place);
    }
  });
}

test('the demo pages and their widgets pass axe and fit a phone of 320 px', async ({ stack, newPerson }) => {
  const { page } = await newPerson({ viewport: { width: 320, height: 640 } });
  for (const place of ['', '/catering']) {
    await page.goto(`${stack.demoUrl}${place}`);
    await expect(
      widgetOn(page)
        .getByRole('button', { name: /^Continue/ })
        .first(),
    ).toBeVisible();
    await expectAccessible(page, `demo${place}`);
  }
});
