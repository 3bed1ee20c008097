import type { Page } from '@playwright/test';
import { z } from 'zod';
import { expect } from './fixtures.ts';

const speedChecks = [
  ['config-read', 50],
  ['config-save', 100],
  ['analytics-insert', 25],
  ['notification', 100],
  ['connect', 500],
  ['live-update', 100],
  ['reconnect', 2000],
] as const;
const featureChecks = [
  'defaults',
  'isolation',
  'change-tracking',
  'updated-at',
  'auto-save',
  'live-sync',
  'analytics-tick',
] as const;

const verdictSchema = z.enum(['met', 'missed', 'unknown']);
const reportSchema = z.object({
  verdict: verdictSchema,
  source: z.literal('real'),
  clockErrorMs: z.number().positive(),
  checks: z.array(
    z.object({
      id: z.string(),
      verdict: verdictSchema,
      speed: z
        .object({ n: z.number(), p50: z.number(), p95: z.number(), max: z.number(), limitMs: z.number() })
        .optional(),
      growth: z.object({ share: z.number(), limit: z.number() }).optional(),
      words: z.string().optional(),
    }),
  ),
});

/** As the page shows how each check stands. */
export async function verdictsOf(page: Page): Promise<Readonly<Record<string, string | null>>> {
  const rows = await page.locator('[data-check]').all();
  return Object.fromEntries(
    await Promise.all(
      rows.map(async (row) => [(await row.getAttribute('data-check')) ?? '', await row.getAttribute('data-verdict')]),
    ),
  );
}

/** What the device kept of runs, the newest first. */
export async function keptReports(page: Page): Promise<readonly z.infer<typeof reportSchema>[]> {
  const text = await page.evaluate(() => localStorage.getItem('blunari.system-tests') ?? '[]');
  return z.array(reportSchema).parse(JSON.parse(text));
}

/** The newest run on the page measured everything, and each verdict follows from its numbers, whatever they are. */
export async function expectRealNumbers(page: Page): Promise<void> {
  const [report] = await keptReports(page);
  const lines = new Map(report?.checks.map((line) => [line.id, line]));
  for (const [id, limitMs] of speedChecks) {
    const { verdict, speed } = lines.get(id) ?? {};
    expect(speed, id).toBeDefined();
    const { n = 0, p50 = 0, p95 = 0, max = 0 } = speed ?? {};
    expect([n >= 10, p50 > 0, p50 <= p95, p95 <= max, speed?.limitMs], id).toEqual([true, true, true, true, limitMs]);
    expect(verdict, `${id}: ${p95} ms of ${limitMs}`).toBe(p95 < limitMs ? 'met' : 'missed');
  }
  // Features are true or not, however busy the machine is.
  for (const id of featureChecks) expect(lines.get(id), id).toMatchObject({ verdict: 'met' });
  const memory = lines.get('memory');
  expect(memory?.growth?.limit).toBe(0.1);
  expect(memory?.verdict).toBe((memory?.growth?.share ?? 1) <= 0.1 ? 'met' : 'missed');
  const verdicts = report?.checks.map(({ verdict }) => verdict) ?? [];
  expect(report?.verdict).toBe(verdicts.includes('missed') ? 'missed' : 'met');
  expect(await verdictsOf(page)).toEqual(
    Object.fromEntries(report?.checks.map(({ id, verdict }) => [id, verdict]) ?? []),
  );
}
