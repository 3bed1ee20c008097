import { startStack, type Stack } from '@blunari/stack/testing';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { expect, test } from '../tests/fixtures.ts';
import { expectRealNumbers } from '../tests/test-report.ts';
import { ask, makeProduct, operator, restaurantsOf } from './product.ts';
import { readmeCommands, runCommand } from './readme-commands.ts';
import { saveUntil } from './saves.ts';

test.use({ actionTimeout: 30_000 });

const testPage = '/widget-management-test';

test('a product of 20 restaurants is moved by what the README says, with a bad batch, a way back and an emergency', async ({
  newPerson,
}) => {
  test.setTimeout(900_000);
  const stack = await startStack({ env: { AUTO_MIGRATE: 'off' } });
  const { context, page } = await newPerson();
  // What Chromium itself writes of answers that say that the tables are gone.
  const later = await newPerson({ foreseen: /status of 503 .*\/trpc\// });
  try {
    await makeProduct(stack);
    const commands = await readmeCommands();
    expect(commands).toHaveLength(6);
    const [migration = '', password = '', verify = '', admin = '', ...emergency] = commands;
    await test.step('the migration, verified', () => migrate(stack, page, { migration, password, verify, admin }));
    await test.step('all checks on the real product', () => runChecks(stack, page));
    await test.step('three batches are planned, and the first begins', () => beginRollout(stack, page));
    await test.step('a bad batch is stopped by itself', () => stopBadBatch(stack, page));
    await test.step('it is mended, and all are moved but once back', () => finishRollout(stack, page));
    await context.close();
    await test.step('the emergency, and the product lives', () =>
      removeInEmergency(stack, later.page, emergency, migration));
  } finally {
    for (const person of [context, later.context]) await person.close();
    await stack.stop();
  }
});

type Setup = Readonly<Record<'migration' | 'password' | 'verify' | 'admin', string>>;

async function migrate({ env, dashboardUrl }: Stack, page: Page, commands: Setup): Promise<void> {
  const run = (command: string) => runCommand(command, env.DATABASE_OWNER_URL);
  await run(commands.admin.replace('you@example.com', operator.email));
  await openTestPage(page, dashboardUrl);
  await expect(page.getByText('Database: Not migrated')).toBeVisible();
  await run(commands.migration);
  await expect(page.getByText('Database: API role without password')).toBeVisible({ timeout: 30_000 });
  await run(commands.password.replace("'...'", `'${decodeURIComponent(new URL(env.DATABASE_URL).password)}'`));
  await expect(page.getByText('Database: Ready')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('20 tenants, 40 configurations')).toBeVisible();
  const verified = await run(commands.verify);
  expect(verified).toMatch(/\b40 \|\s+0 \|\s+20\b/);
  const results = verified
    .split('\n')
    .flatMap((line) => /^ *\w[^|]*\|[^|]+\| (?<result>[^|]*\S) *\|/.exec(line)?.[1] ?? []);
  expect(results.length).toBeGreaterThan(200);
  expect(new Set(results.slice(1))).toEqual(new Set(['ok']));
}

async function runChecks({ env }: Stack, page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run all checks' }).click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run all checks' })).toBeVisible({ timeout: 300_000 });
  await expectRealNumbers(page);
  expect(await ask(env.DATABASE_OWNER_URL, 'select from public.tenants')).toHaveLength(20);
}

async function beginRollout(stack: Stack, page: Page): Promise<void> {
  await page.goto(`${stack.dashboardUrl}/platform/rollout`);
  await expect(page.getByRole('heading', { name: 'Not begun' })).toBeVisible();
  await expect(page.getByText('Everybody has the earlier form.', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Plan batches' }).click();
  for (const batch of [6, 5, 4]) await page.getByRole('button', { name: `Leave out batch ${batch}` }).click();
  for (const [index, tenants] of [4, 6, 10].entries()) {
    const [reaches, counted] =
      index === 0 ? ['Reaches', 'Counted'] : [`Batch ${index + 1} reaches`, `Batch ${index + 1} is counted`];
    await page.getByRole('button', { name: `% of all ${counted}`, exact: true }).click();
    await page.getByRole('option', { name: 'tenants more' }).click();
    await page.getByRole('textbox', { name: reaches, exact: true }).fill(String(tenants));
  }
  await answer(page, 'Plan batches', 'A few, some more, all', 'Plan them');

  await page.getByRole('region', { name: 'Rule of the stop' }).getByText('Change', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Length of a window' }).fill('1');
  await answer(page, 'Change the rule of the stop', 'Many saves in a minute', 'Change the rule');
  await expect(page.getByText('1 min, from 200 saves a side')).toBeVisible();
  await goOn(page, 'Begin batch 1?', 'Batch 1 is running');
  await expect(page.getByText('4 of 20 tenants have the new editor.', { exact: false })).toBeVisible();
}

const stopSchema = z.tuple([
  z.object({
    windows: z.array(
      z.object({
        verdict: z.string(),
        batch: z.object({ saves: z.number(), errorPercent: z.number() }),
        others: z.object({ saves: z.number(), errorPercent: z.number(), errorLimitPercent: z.number() }),
      }),
    ),
  }),
]);

async function stopBadBatch(stack: Stack, page: Page): Promise<void> {
  await goOn(page, 'Begin batch 2?', 'Batch 2 is running');
  await expect(page.getByText('10 of 20 tenants have the new editor.', { exact: false })).toBeVisible();
  const over = new AbortController();
  const saving = saveUntil(stack, 2, over.signal);
  const stopped = page.getByRole('heading', { name: 'Stopped by itself in batch 2' });
  // Two whole minutes of saves, those that began before the batch did, and the job's next round.
  await Promise.race([saving, expect(stopped).toBeVisible({ timeout: 330_000 })]).finally(() => over.abort());
  await saving;
  const why = page.getByRole('region', { name: 'Why batch 2 was stopped' });
  await expect(why.getByRole('heading')).toContainText('Failed saves: more than 2 times the others and 1 point more');
  await expect(why.getByRole('heading')).toContainText('2 windows running');
  const [{ windows }] = stopSchema.parse(
    await ask(
      stack.env.DATABASE_OWNER_URL,
      `select numbers #> '{stop,windows}' as windows from public.widget_rollouts where batch = 2`,
    ),
  );
  expect(windows).toHaveLength(2);
  for (const { verdict, batch, others } of windows) {
    expect(verdict).toBe('bad');
    expect(Math.min(batch.saves, others.saves)).toBeGreaterThanOrEqual(200);
    expect(batch.errorPercent).toBeGreaterThan(others.errorLimitPercent);
    const shown = why.getByRole('row').filter({ hasText: `${batch.errorPercent.toFixed(1)} %` });
    await expect(shown.filter({ hasText: `${others.errorLimitPercent.toFixed(1)} %` }).first()).toBeVisible();
  }
  expect((await restaurantsOf(stack)).filter(({ isOn }) => isOn)).toHaveLength(10);
}

async function finishRollout(stack: Stack, page: Page): Promise<void> {
  const settings = 'select id, version, config from public.widget_configurations order by id';
  const saved = await ask(stack.env.DATABASE_OWNER_URL, settings);
  await goOn(page, 'Let batch 2 run on?', 'Batch 2 is running');
  await goOn(page, 'Begin batch 3?', 'Batch 3 is running');
  await expect(page.getByText('20 of 20 tenants have the new editor.', { exact: false })).toBeVisible();

  await page.getByRole('button', { name: 'Back to 0 %' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Back to 0 %' }).click();
  await expect(page.getByRole('heading', { name: 'Moved back to 0 %' })).toBeVisible();
  expect((await restaurantsOf(stack)).filter(({ isOn }) => isOn)).toEqual([]);
  for (const batch of [1, 2, 3]) await goOn(page, `Begin batch ${batch}?`, `Batch ${batch} is running`);
  await goOn(page, 'Finish the roll-out?', 'Everybody has the new editor');
  expect((await restaurantsOf(stack)).filter(({ isOn }) => isOn)).toHaveLength(20);
  expect(await ask(stack.env.DATABASE_OWNER_URL, settings)).toEqual(saved);
}

async function removeInEmergency(
  { env, dashboardUrl }: Stack,
  page: Page,
  emergency: readonly string[],
  migration: string,
): Promise<void> {
  const product = (sql: string) => ask(env.DATABASE_OWNER_URL, sql);
  for (const command of emergency) await runCommand(command, env.DATABASE_OWNER_URL);
  await product(`insert into public.tenants (name, slug) values ('A new one', 'new')`);
  await product(`update public.tenants set name = 'Renamed' where slug = 'new'`);
  await product(`delete from public.tenants where slug in ('new', 'r-20')`);
  expect(await product('select from public.tenants')).toHaveLength(19);
  await openTestPage(page, dashboardUrl);
  await expect(page.getByText(/Database: .*fail/)).toBeVisible();
  await expect(page.getByText('widget_configurations').first()).toBeVisible();

  await runCommand(migration, env.DATABASE_OWNER_URL);
  await expect(page.getByText('Database: Ready')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('19 tenants, 38 configurations')).toBeVisible();
}

/** Where whoever is not signed in signs in first. */
async function openTestPage(page: Page, dashboardUrl: string): Promise<void> {
  await page.goto(`${dashboardUrl}${testPage}`);
  await page.getByLabel('E-mail').fill(operator.email);
  await page.getByLabel('Password', { exact: true }).fill(operator.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** What the screen offers next, with a reason. */
async function goOn(page: Page, title: string, then: string): Promise<void> {
  await page.getByRole('button', { name: 'Go on' }).click();
  await answer(page, title, 'As planned', 'Go on');
  await expect(page.getByRole('heading', { name: then })).toBeVisible();
}

async function answer(page: Page, title: string, reason: string, confirm: string): Promise<void> {
  const names = { name: title };
  const dialog = page.getByRole('dialog', names).or(page.getByRole('alertdialog', names));
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await dialog.getByRole('button', { name: confirm }).click();
  await expect(dialog).toBeHidden();
}
