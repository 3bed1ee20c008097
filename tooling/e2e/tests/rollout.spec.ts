import type { AppRouter } from '@blunari/api/router';
import type { Stack } from '@blunari/stack/testing';
import { createClient } from '@supabase/supabase-js';
import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { expectAccessible } from './accessible.ts';
import { actAs, passwordOf, people } from './actors.ts';
import { expect, test } from './fixtures.ts';
import { signIn } from './staff.ts';

const platformAdmin = 'alex@example.com';
const configSchema = z.object({ rules: z.object({ horizonDays: z.number() }) });
const form = '/trattoria-lucia/widgets/booking/content';

// The stack is shared by all specs: whoever comes next finds everybody in the editor, as it was.
test.afterEach(async ({ stack }) => {
  const { rollouts } = await platformAdminOf(stack);
  await rollouts.setStage.mutate({ stage: 'on', reason: 'The test is over' });
  const { tenants } = await rollouts.tenants.query({ only: 'by-hand', limit: 50 });
  for (const { id } of tenants) {
    await rollouts.moveTenant.mutate({ tenantId: id, to: 'rule', reason: 'The test is over' });
  }
});

test('a restaurant moves from the editor to the earlier form and back while its staff look on, without a reload', async ({
  stack,
  newPerson,
}) => {
  const [giulia, alex] = [await newPerson(), await newPerson()];
  await signIn(giulia.page, stack.dashboardUrl, people.owner, passwordOf(stack, people.owner));
  await giulia.page.goto(`${stack.dashboardUrl}${form}`);
  await expect(giulia.page.getByText(/^Saved/).first()).toBeVisible();
  const isSamePage = await markPage(giulia.page);

  await signInPlatform(alex.page, stack);
  await decideByHand(alex.page, 'Trattoria Lucia', 'Take out: earlier form', 'Their menu is being imported');
  await expect(alex.page.getByText('Trattoria Lucia was taken out.')).toBeVisible();
  await expect(saveButton(giulia.page)).toBeVisible();
  await expect(giulia.page.getByText('This restaurant was moved to the earlier form')).toBeVisible();

  await alex.page.getByRole('button', { name: 'Undo' }).click();
  await expect(giulia.page.getByText('This restaurant was moved to the new editor')).toBeVisible();
  await expect(saveButton(giulia.page)).toBeHidden();
  expect(await isSamePage()).toBe(true);

  await alex.page.getByRole('link', { name: 'Audit' }).click();
  await expect(alex.page.getByText('Their menu is being imported').first()).toBeVisible();
});

test('what is typed in the earlier form is asked about when the restaurant is moved, and goes along', async ({
  stack,
  newPerson,
}) => {
  const { page } = await openForm(stack, newPerson);
  await retypeIn(page, 'Furthest ahead', '75');
  await expect(page.getByText('1 field changed, not saved yet')).toBeVisible();

  const { rollouts } = await platformAdminOf(stack);
  await rollouts.setStage.mutate({ stage: 'on', reason: 'All of them' });
  await expect(page.getByText('This restaurant has the new editor now.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Furthest ahead' })).toHaveValue('75');
  await page.getByRole('button', { name: 'Take it along' }).click();
  await expect(page.getByText(/^Saved/).first()).toBeVisible();
  await expect.poll(() => horizonOf(stack)).toBe(75);
});

test('what is typed in the earlier form when the session ends is asked about after the next sign-in, also where the restaurant was moved', async ({
  stack,
  newPerson,
}) => {
  const { page } = await openForm(stack, newPerson);
  await retypeIn(page, 'Furthest ahead', '78');
  await expect(page.getByText('1 field changed, not saved yet')).toBeVisible();
  const other = await page.context().newPage();
  await other.goto(stack.dashboardUrl);
  await other.getByRole('button', { name: /^Your account/ }).click();
  await other.getByRole('menuitem', { name: 'Sign out' }).click();
  await other.close();
  await expect(page.getByText('a form shows them again and waits for Save')).toBeVisible();

  const { rollouts } = await platformAdminOf(stack);
  await rollouts.setStage.mutate({ stage: 'on', reason: 'All of them' });
  await page.getByLabel('E-mail').fill(people.owner);
  await page.getByLabel('Password', { exact: true }).fill(passwordOf(stack, people.owner));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('This restaurant has the new editor now.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Furthest ahead' })).toHaveValue('78');
  await page.getByRole('button', { name: 'Take it along' }).click();
  await expect.poll(() => horizonOf(stack)).toBe(78);
});

test('edits of the editor are stored before the earlier form takes its place, which begins with them though no line tells of them', async ({
  stack,
  newPerson,
}) => {
  const { page } = await newPerson();
  await page.routeWebSocket(/\/realtime\//, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (!message.toString().includes('widget_config.changed')) socket.send(message);
    });
  });
  await signIn(page, stack.dashboardUrl, people.owner, passwordOf(stack, people.owner));
  await page.goto(`${stack.dashboardUrl}/trattoria-lucia/widgets/booking/schedule`);
  await expect(page.getByText(/^Saved/).first()).toBeVisible();
  const release = await holdSaves(page);
  await retypeIn(page, 'Furthest ahead', '80');
  await expect(page.getByText('Saving', { exact: true })).toBeVisible();

  const { rollouts } = await platformAdminOf(stack);
  await rollouts.setStage.mutate({ stage: 'off', reason: 'Everybody back' });
  await expect(page.getByText('This restaurant was moved back to the earlier form.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Furthest ahead' })).toHaveValue('80');
  release();
  await expect(saveButton(page)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Furthest ahead' })).toHaveValue('80');
  expect(await horizonOf(stack)).toBe(80);
});

test('the earlier form saves all at once, and tells in words what somebody else saved meanwhile', async ({
  stack,
  newPerson,
}) => {
  const { page } = await openForm(stack, newPerson);
  await retypeIn(page, 'Covers at once', '41');
  await retypeIn(page, 'Latest booking', '45');
  const marco = await actAs(stack, 'marco@example.com');
  const widget = (await marco.trpc.widgets.list.query({ tenantId: marco.tenantId })).find(
    ({ type }) => type === 'booking',
  );
  await marco.trpc.widgets.save.mutate({
    widgetId: widget?.id ?? '',
    baseVersion: widget?.version ?? 0,
    patch: { capacity: { seats: 52 } },
  });
  await page.keyboard.press('Control+s');
  const note = page.getByRole('alert', { name: 'Changed meanwhile' });
  await expect(note).toContainText(/Covers at once: you typed 41\. Marco Bianchi saved 52 at \d\d:\d\d\./);
  await expect(page.getByText('1 field changed, not saved yet')).toBeVisible();
  await expectAccessible(page, 'the earlier form with a clash');

  await page.getByRole('link', { name: 'Home' }).click();
  const question = page.getByRole('alertdialog', { name: '1 change is not saved' });
  await question.getByRole('button', { name: 'Stay here' }).last().click();
  await page.getByRole('button', { name: 'Take 52' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Home' }).click();
  await expect(page.getByRole('heading', { name: 'Your widgets' })).toBeVisible();
});

test('a platform admin plans batches, goes on, pauses and moves everybody back, each with a reason', async ({
  stack,
  newPerson,
}) => {
  const { rollouts } = await platformAdminOf(stack);
  await rollouts.setStage.mutate({ stage: 'off', reason: 'From the beginning' });
  const { page } = await newPerson();
  await signInPlatform(page, stack);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Plan batches' }).click();
  await answer(page, 'Plan batches', 'As usual', 'Plan them');
  const batches = page.getByRole('region', { name: 'Batches', exact: true });
  await expect(batches.getByText('Waits').first()).toBeVisible();

  await page.getByRole('button', { name: 'Go on' }).click();
  await answer(page, 'Begin batch 1?', 'The first ones', 'Go on');
  await expect(page.getByRole('heading', { name: 'Batch 1 is running' })).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  await answer(page, 'Pause in batch 1?', 'A look at the numbers', 'Pause');
  await expect(page.getByRole('heading', { name: 'Paused in batch 1' })).toBeVisible();
  await page.getByRole('button', { name: 'Back to 0 %' }).click();
  await answer(page, 'Move everybody back?', 'Enough for today', 'Back to 0 %');
  await expect(page.getByRole('heading', { name: 'Moved back to 0 %' })).toBeVisible();
  await expect(page.getByText('Enough for today').first()).toBeVisible();
});

test('with everybody moved the earlier form is retired, and can be brought back', async ({ stack, newPerson }) => {
  const { page } = await newPerson();
  await signInPlatform(page, stack);
  await expect(page.getByRole('heading', { name: 'Everybody has the new editor' })).toBeVisible();
  await page.getByRole('button', { name: 'Retire it' }).click();
  await answer(page, 'Retire the earlier form?', 'Nobody needs it', 'Retire it');
  await expect(page.getByRole('heading', { name: 'The earlier form is retired' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Back to 0 %' })).toBeDisabled();
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await answer(page, 'Bring the earlier form back?', 'Somebody does', 'Bring it back');
  await expect(page.getByRole('heading', { name: 'Everybody has the new editor' })).toBeVisible();
});

for (const look of [
  { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const) {
  test(`the platform's screens and the earlier form pass axe and fit ${look.viewport.width} px, ${look.colorScheme}`, async ({
    stack,
    newPerson,
  }) => {
    const { page } = await newPerson(look);
    await signInPlatform(page, stack);
    for (const place of ['rollout', 'tenants', 'audit']) {
      await page.goto(`${stack.dashboardUrl}/platform/${place}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByText(/on its way|on their way/)).toHaveCount(0);
      await expectAccessible(page, place);
    }
    const staff = await openForm(stack, newPerson, look);
    await expectAccessible(staff.page, 'the earlier form');
  });
}

test('nobody but a platform admin finds the roll-out', async ({ stack, newPerson }) => {
  const { page } = await newPerson();
  await signIn(page, stack.dashboardUrl, people.owner, passwordOf(stack, people.owner));
  await page.goto(`${stack.dashboardUrl}/platform/rollout`);
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  const giulia = await actAs(stack, people.owner);
  await expect(giulia.trpc.rollouts.get.query()).rejects.toThrow();
});

type NewPerson = (look?: {
  viewport: { width: number; height: number };
  colorScheme: 'light' | 'dark';
}) => Promise<{ readonly page: Page }>;

/** Somebody of a restaurant that has the earlier form, in it. */
async function openForm(stack: Stack, newPerson: NewPerson, look?: Parameters<NewPerson>[0]) {
  const { rollouts } = await platformAdminOf(stack);
  await rollouts.setStage.mutate({ stage: 'off', reason: 'The earlier form for everybody' });
  const person = await newPerson(look);
  await signIn(person.page, stack.dashboardUrl, people.owner, passwordOf(stack, people.owner));
  await person.page.goto(`${stack.dashboardUrl}${form}`);
  await expect(saveButton(person.page)).toBeVisible();
  return person;
}

async function signInPlatform(page: Page, stack: Stack): Promise<void> {
  await page.goto(stack.dashboardUrl);
  await page.getByLabel('E-mail').fill(platformAdmin);
  await page.getByLabel('Password', { exact: true }).fill(passwordOf(stack, platformAdmin));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Roll-out', level: 1 })).toBeVisible();
}

async function decideByHand(page: Page, tenant: string, decision: string, reason: string): Promise<void> {
  await page.getByRole('link', { name: 'Tenants', exact: true }).click();
  await page.getByRole('button', { name: `Decide by hand for ${tenant}` }).click();
  await page.getByRole('menuitem', { name: decision }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await page.keyboard.press('Enter');
}

async function answer(page: Page, title: string, reason: string, confirm: string): Promise<void> {
  const names = { name: title };
  const dialog = page.getByRole('dialog', names).or(page.getByRole('alertdialog', names));
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await dialog.getByRole('button', { name: confirm }).click();
  await expect(dialog).toBeHidden();
}

/** Saves wait on their way to the server until they are let go. */
async function holdSaves(page: Page): Promise<() => void> {
  const gate = Promise.withResolvers<void>();
  await page.route('**/trpc/widgets.save**', async (route) => {
    await gate.promise;
    await route.continue();
  });
  return gate.resolve;
}

/** Says later whether the page is still the one that was loaded. */
async function markPage(page: Page): Promise<() => Promise<boolean>> {
  const root = await page.locator('html').elementHandle();
  return async () => (await root?.evaluate((element) => element.isConnected).catch(() => false)) === true;
}

async function retypeIn(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: label, exact: true });
  await field.fill(text);
  await field.blur();
}

const saveButton = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });

async function horizonOf(stack: Stack): Promise<unknown> {
  const { trpc, tenantId } = await actAs(stack, people.owner);
  const widget = (await trpc.widgets.list.query({ tenantId })).find(({ type }) => type === 'booking');
  return configSchema.parse(widget?.config).rules.horizonDays;
}

async function platformAdminOf(stack: Stack): Promise<TRPCClient<AppRouter>> {
  const supabase = createClient(stack.env.SUPABASE_URL, stack.env.SUPABASE_ANON_KEY, {
    auth: { persistSession: false },
  });
  const { data, error } = await supabase.auth.signInWithPassword({
    email: platformAdmin,
    password: passwordOf(stack, platformAdmin),
  });
  if (error) throw error;
  const headers = { authorization: `Bearer ${data.session.access_token}` };
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${stack.publicUrl}/trpc`, headers })] });
}
