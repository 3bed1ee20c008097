import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { connection, retype, signIn, todaysCount } from './staff.ts';
import { askForCatering, bookTable, fillDetails, pickPartyAndTime, widgetOn } from './visitor.ts';

const welcome = 'Handmade pasta tonight, and a table in the courtyard.';

// The whole road in one walk is long: a minute on an idle machine, several on a busy one.
test.describe.configure({ timeout: 300_000 });

test('a restaurant changes its widget live, a guest books, and both dashboards see it', async ({
  stack,
  newPerson,
}) => {
  const [owner, editor] = [stack.demoSignIns[0], stack.demoSignIns[2]];
  if (!owner || !editor) throw new Error('the demo has sign-ins for each role');
  const first = await newPerson({ viewport: { width: 1440, height: 900 } });
  const second = await newPerson({ viewport: { width: 1440, height: 900 } });
  const guest = await newPerson({ viewport: { width: 1280, height: 900 } });
  const guestWidget = widgetOn(guest.page);
  // The guest's second tab stays on the first question, where the welcome text and the largest party show.
  const onlookerPage = await guest.context.newPage();
  const onlooker = widgetOn(onlookerPage);

  await test.step('sign in and see both widgets live', async () => {
    await signIn(first.page, stack.dashboardUrl, owner.email, owner.password);
    await signIn(second.page, stack.dashboardUrl, editor.email, editor.password);
    for (const { page } of [first, second]) {
      const widgets = page.getByRole('region', { name: 'Your widgets' });
      await expect(widgets.getByRole('listitem')).toHaveCount(2);
      await expect(widgets.getByText('On').first()).toBeVisible();
      await expect(connection(page)).toContainText('Live');
    }
  });

  const before = {
    views: await todaysCount(first.page, 'Booking', 'views?'),
    interactions: await todaysCount(first.page, 'Booking', 'interactions?'),
    conversions: await todaysCount(first.page, 'Booking', 'conversions?'),
  };

  const localDate = await test.step('a guest opens the page and starts to type', async () => {
    await guest.page.goto(stack.demoUrl);
    const day = await pickPartyAndTime(guestWidget, 4);
    await fillDetails(guestWidget, { name: 'Nora Lindqvist', email: 'nora@example.com', phone: '+44 7700 900123' });
    await onlookerPage.goto(stack.demoUrl);
    await expect(onlooker.getByRole('button', { name: '9 or more' })).toBeVisible();
    return day;
  });

  await test.step('the owner edits; the preview follows while typing, and it is saved', async () => {
    await first.page.goto(`${stack.dashboardUrl}/trattoria-lucia/widgets/booking/content`);
    const preview = first.page.frameLocator('iframe[title*="review"]');
    await expect(preview.getByText('How many guests?')).toBeVisible();
    const release = await holdSave(first.page);
    await first.page.getByLabel('Welcome text').fill(welcome);
    await expect(preview.getByText(welcome)).toBeVisible();
    await expect(first.page.getByText('Saving', { exact: true }).first()).toBeVisible();
    release();
    await expect(first.page.getByText(/^Saved \d+ s ago/)).toBeVisible();

    await first.page.goto(`${stack.dashboardUrl}/trattoria-lucia/widgets/booking/appearance`);
    await retype(first.page, 'Main colour', '#174E7A');
    await expect(first.page.getByText(/^Saved \d+ s ago/)).toBeVisible();

    await first.page.goto(`${stack.dashboardUrl}/trattoria-lucia/widgets/booking/schedule`);
    const shownDay = await preview.getByRole('button', { name: /^Change: \w{3} \d/ }).innerText();
    await retype(first.page, lastArrivalOf(shownDay), '22:15');
    await expect(preview.getByRole('button', { name: '22:15' })).toBeVisible();
    await retype(first.page, 'Largest party online', '6');
    await preview.getByRole('button', { name: /^Change: 2/ }).click();
    await expect(preview.getByRole('button', { name: '7 or more' })).toBeVisible();
    await expect(first.page.getByText(/^Saved \d+ s ago/)).toBeVisible();
  });

  await test.step('a second dashboard shows every edit without reload', async () => {
    await second.page.goto(`${stack.dashboardUrl}/trattoria-lucia/widgets/booking/schedule`);
    await expect(second.page.getByRole('textbox', { name: 'Largest party online' })).toHaveValue('6');
    await first.page.bringToFront();
    await retype(first.page, 'Largest party online', '5');
    await expect(second.page.getByRole('textbox', { name: 'Largest party online' })).toHaveValue('5');
  });

  await test.step('the guest sees the new colour, and what was typed is still there', async () => {
    await expect(guestWidget.getByLabel('Name')).toHaveValue('Nora Lindqvist');
    await expect(guestWidget.getByLabel('E-mail')).toHaveValue('nora@example.com');
    const submit = guestWidget.getByRole('button', { name: 'Book', exact: true });
    await expect(submit).toHaveCSS('background-color', 'rgb(23, 78, 122)');
    await expect(onlooker.getByText(welcome)).toBeVisible();
    await expect(onlooker.getByRole('button', { name: '6 or more' })).toBeVisible();
  });

  await test.step('the guest books; the dashboards show it arrive', async () => {
    await second.page.goto(`${stack.dashboardUrl}/trattoria-lucia/bookings?date=${localDate}`);
    const row = second.page.getByRole('row').filter({ hasText: 'Nora Lindqvist' });
    await expect(connection(second.page)).toContainText('Live');
    await expect(row).toHaveCount(0);
    await bookTable(guestWidget);
    await expect(row).toBeVisible();
  });

  await test.step('a guest asks for catering; the dashboard shows that too', async () => {
    await second.page.goto(`${stack.dashboardUrl}/trattoria-lucia/requests`);
    await expect(connection(second.page)).toContainText('Live');
    await onlookerPage.goto(`${stack.widgetUrl}/w/wk_luciacatering0000001`);
    await askForCatering(onlookerPage, {
      guests: 30,
      package: 'Bolognese aperitivo',
      name: 'Nora Lindqvist',
      estimate: '€540.00',
    });
    const row = second.page.getByRole('row').filter({ hasText: 'Nora Lindqvist' });
    await expect(row).toContainText('540.00');
  });

  await test.step('view, interaction and conversion are counted live', async () => {
    await first.page.goto(`${stack.dashboardUrl}/trattoria-lucia`);
    await expect.poll(() => todaysCount(first.page, 'Booking', 'views?')).toBeGreaterThan(before.views);
    await expect.poll(() => todaysCount(first.page, 'Booking', 'interactions?')).toBeGreaterThan(before.interactions);
    await expect.poll(() => todaysCount(first.page, 'Booking', 'conversions?')).toBe(before.conversions + 1);
  });

  await test.step('the line is cut: the indicator says so; mended: it is live again and shows what changed', async () => {
    await second.page.goto(`${stack.dashboardUrl}/trattoria-lucia/widgets/booking/content`);
    await expect(connection(second.page)).toContainText('Live');
    await second.cutLine();
    await expect(connection(second.page)).toContainText('Offline');
    await retype(second.page, 'Title', 'Come and eat');
    await expect(second.page.getByText('Offline, 1 change waiting').first()).toBeVisible();
    await first.page.goto(`${stack.dashboardUrl}/trattoria-lucia/widgets/booking/content`);
    await first.page.getByLabel('Welcome text').fill('Back at seven.');
    await expect(first.page.getByText(/^Saved \d+ s ago/)).toBeVisible();
    await second.mendLine();
    await expect(connection(second.page)).toContainText('Live');
    await expect(second.page.getByLabel('Welcome text')).toHaveValue('Back at seven.');
    await expect(first.page.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue('Come and eat');
  });
});

test('a guest asks for catering and the caterer sees the request with its estimate', async ({ stack, newPerson }) => {
  const caterer = stack.demoSignIns.find(({ email }) => email.startsWith('amara'));
  if (!caterer) throw new Error('the demo has a caterer');
  const staff = await newPerson({ viewport: { width: 1440, height: 900 } });
  const guest = await newPerson({ viewport: { width: 390, height: 844 } });
  await signIn(staff.page, stack.dashboardUrl, caterer.email, caterer.password);
  await staff.page.goto(`${stack.dashboardUrl}/green-fork-catering/requests`);
  await guest.page.goto(`${stack.demoUrl}/catering`);
  await askForCatering(widgetOn(guest.page), {
    guests: 40,
    package: 'Garden Buffet',
    name: 'Ines Duarte',
    // 40 at 22.50 = 900.00; service 5 % = 45.00; VAT 20 % of 945.00 = 189.00.
    estimate: '£1,134.00',
  });
  const row = staff.page.getByRole('row').filter({ hasText: 'Ines Duarte' });
  await expect(row).toContainText('1,134.00');
});

/** The field that ends dinner on a day as the preview writes it, such as `Tue 24 Nov`; lunch comes first at weekends. */
function lastArrivalOf(shownDay: string): string {
  const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
  const day = names.find((name) => shownDay.startsWith(name.slice(0, 3))) ?? '';
  return `${day}, ${day.startsWith('S') ? 'second' : 'first'} sitting, last arrival`;
}

/** Keeps the next save on its way until it is let go, long enough for a person to read what the page says meanwhile. */
async function holdSave(page: Page): Promise<() => void> {
  const held = Promise.withResolvers<void>();
  await page.route(
    '**/trpc/*widgets.save*',
    async (route) => {
      await held.promise;
      await route.continue();
    },
    { times: 1 },
  );
  return held.resolve;
}
