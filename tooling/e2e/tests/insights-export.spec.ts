import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { devices, type Page } from '@playwright/test';
import type { Stack } from '@blunari/stack/testing';
import { addDays } from '@blunari/schema/calendar';
import { uuidv7 } from '@blunari/schema/identifiers';
import { journalAnswerSchema } from '@blunari/schema/insights';
import { Client } from 'pg';
import { z } from 'zod';
import { expect, test } from './fixtures.ts';
import { signIn } from './staff.ts';

test.describe.configure({ timeout: 300_000 });

/** Words that visitors' links say of themselves, and that a spreadsheet would run. */
const formulas = {
  utm_source: '=HYPERLINK("http://evil.example","Open")',
  utm_medium: "+cmd|' /C calc'!A0",
  utm_campaign: '@SUM(1,1)\n-2',
} as const;

test('what is shown and every visit come as files that agree with what is stored, and hold no formula', async ({
  stack,
  newPerson,
}) => {
  const { key, yesterday } = await bookingWidget(stack);
  await visitYesterday(stack, key, yesterday);
  const { page } = await newPerson({ viewport: { width: 1440, height: 900 } });
  await signIn(page, stack.dashboardUrl, 'giulia@example.com', stack.demoSignIns[0]?.password ?? '');
  await page.goto(`${stack.dashboardUrl}/trattoria-lucia/insights?widget=booking&period=yesterday&against=nothing`);

  await test.step('the parts of the screen', async () => {
    const pages = await downloadFrom(page, () => page.getByRole('button', { name: 'Pages as CSV' }).click());
    expect(pages.name).toMatch(/^trattoria-lucia-booking-page-.*\.csv$/);
    const shown = sessionsByValue(pages.text);
    const stored = await storedSessions(stack, key, yesterday, 'page');
    expect(shown.get('/menu')).toBe(stored.get('/menu'));
    const whole = await storedSessions(stack, key, yesterday, 'total');
    expect(sum(shown.values())).toBe(sum(whole.values()));
    const campaigns = await downloadFrom(page, () => page.getByRole('button', { name: 'Campaigns as CSV' }).click());
    expect(cellsIn(campaigns.text).flat().join('\n')).toMatch(/'=hyperlink\(/i);
    expectHarmless(campaigns.text);
  });

  await test.step('every visit, for spreadsheets', async () => {
    const { name, text } = await exportAs(page, /spreadsheets/);
    expect(name).toBe(`trattoria-lucia-booking-visits-${yesterday}-to-${yesterday}.csv`);
    const [head = [], ...lines] = cellsIn(text);
    expect(lines.map((line) => line[head.indexOf('id')])).toEqual(await storedVisits(stack, key, yesterday));
    const [ours] = lines.filter((line) => line[head.indexOf('page')] === '/menu');
    expect(ours?.[head.indexOf('utmSource')]).toMatch(/^'=hyperlink\(/i);
    expectHarmless(text);
  });

  await test.step('every visit, for programs', async () => {
    const { name, text } = await exportAs(page, /programs/);
    expect(name).toBe(`trattoria-lucia-booking-visits-${yesterday}-to-${yesterday}.ndjson`);
    const ids = text
      .trimEnd()
      .split('\n')
      .map((line) => z.object({ id: z.string() }).parse(JSON.parse(line)).id);
    expect(ids).toEqual(await storedVisits(stack, key, yesterday));
  });
});

/** The demo's, and the day before this one there. */
async function bookingWidget(stack: Stack): Promise<{ readonly key: string; readonly yesterday: string }> {
  const rows = await ask(
    stack,
    `select c.public_key as key, (now() at time zone s.time_zone)::date::text as today
     from public.widget_configurations c join public.tenants t on t.id = c.tenant_id
       join public.widget_settings s on s.tenant_id = c.tenant_id
     where t.slug = 'trattoria-lucia' and c.widget_type = 'booking'`,
    [],
    z.object({ key: z.string(), today: z.string() }),
  );
  const [found] = rows;
  if (!found) throw new Error('the demo has a booking widget');
  return { key: found.key, yesterday: addDays(found.today, -1) };
}

/** Three sessions that waited on their devices since yesterday noon, as a browser that was offline sends them. */
async function visitYesterday(stack: Stack, key: string, yesterday: string): Promise<void> {
  const atMs = Date.parse(`${yesterday}T12:00:00Z`);
  const events = [0, 1, 2].map((index) => ({
    id: uuidv7(atMs + index * 1000, (bytes) => crypto.getRandomValues(bytes)),
    type: 'view',
    sessionId: randomUUID(),
    entry: 'inline',
  }));
  const answer = await fetch(`${stack.widgetUrl}/w/${key}/i`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': devices['Desktop Chrome'].userAgent },
    body: JSON.stringify({
      pageUrl: `https://trattoria-lucia.example/menu?${new URLSearchParams(formulas).toString()}`,
      referrer: '',
      events,
    }),
  });
  expect(answer.status).toBe(202);
  expect(journalAnswerSchema.parse(await answer.json()).refused).toEqual([]);
}

interface Downloaded {
  readonly name: string;
  readonly text: string;
}

async function downloadFrom(page: Page, press: () => Promise<void>): Promise<Downloaded> {
  const arrival = page.waitForEvent('download');
  await press();
  const download = await arrival;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

function exportAs(page: Page, format: RegExp): Promise<Downloaded> {
  return downloadFrom(page, async () => {
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: format }).click();
  });
}

/** The cells of a CSV file (RFC 4180), line by line. */
function cellsIn(text: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of text.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    lines.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') lines.push([]);
  }
  expect(lines.pop(), 'the last line is ended').toEqual([]);
  return lines;
}

function expectHarmless(text: string): void {
  expect(text.startsWith('\uFEFF')).toBe(true);
  expect(
    cellsIn(text)
      .flat()
      .filter((cell) => /^[=+\-@\t\r]/.test(cell)),
  ).toEqual([]);
}

function sessionsByValue(csv: string): ReadonlyMap<string, number> {
  const [head = [], ...lines] = cellsIn(csv);
  const column = head.indexOf('Sessions');
  return new Map(lines.map((cells) => [cells[0] ?? '', Number(cells[column])]));
}

async function storedSessions(stack: Stack, key: string, day: string, dimension: string) {
  const rows = await ask(
    stack,
    `select d.value, d.sessions from public.widget_analytics_daily d
     join public.widget_configurations c on c.id = d.widget_id
     where c.public_key = $1 and d.local_date = $2 and d.dimension = $3`,
    [key, day, dimension],
    z.object({ value: z.string(), sessions: z.number() }),
  );
  return new Map(rows.map(({ value, sessions }) => [value, sessions]));
}

/** Their ids, in the order of their time. */
async function storedVisits(stack: Stack, key: string, day: string): Promise<readonly string[]> {
  const rows = await ask(
    stack,
    `select a.id::text from public.widget_analytics a
     join public.widget_configurations c on c.id = a.widget_id
     join public.widget_settings s on s.tenant_id = a.tenant_id
     where c.public_key = $1 and (a."timestamp" at time zone s.time_zone)::date = $2::date
     order by a."timestamp", a.id`,
    [key, day],
    z.object({ id: z.string() }),
  );
  return rows.map(({ id }) => id);
}

async function ask<Row>(stack: Stack, text: string, values: readonly string[], row: z.ZodType<Row>): Promise<Row[]> {
  const database = new Client({ connectionString: stack.env.DATABASE_OWNER_URL });
  await database.connect();
  try {
    return z.array(row).parse((await database.query(text, [...values])).rows);
  } finally {
    await database.end();
  }
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, each) => total + each, 0);
