import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InsightFilter, Period } from '@blunari/schema/insights';
import { createDatabase, type Database, type Tx } from '../../src/client.ts';
import { toAppError } from '../../src/errors.ts';
import { readBreakdown } from '../../src/queries/insights/read-breakdown.ts';
import { readCombinedSteps } from '../../src/queries/insights/read-combined-steps.ts';
import { readCombinedValues } from '../../src/queries/insights/read-combined-values.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';
import { localDateOf, viewAgo, write } from '../support/visits.ts';

const timeZone = 'Europe/Rome';
const day = localDateOf(viewAgo(3).at, timeZone);
const period: Period = { from: day, to: day };
const italian = { dimension: 'language', value: 'it' } as const;

let test: TestDatabase;
let database: Database;
let tenant: TestTenant;

/** A view of a page, in Italian for every third one; those from the 100th page on count as others. */
const visits = Array.from({ length: 120 }, (_, index) => {
  const view = viewAgo(3);
  const pageUrl = `https://lucia.example.com/${String(index).padStart(3, '0')}`;
  return { ...view, visit: { ...view.visit, pageUrl }, metadata: { locale: index % 3 === 0 ? 'it' : 'en' } };
});

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api });
  tenant = await createTenant(test.urls.owner, timeZone);
  await write(test.urls.owner, tenant, timeZone, visits, 10);
  const [first] = visits;
  if (!first) throw new Error('There are 120 visits.');
  const used = { ...first, id: randomUUID(), type: 'interaction', metadata: { step: 'party', locale: 'it' } } as const;
  await write(test.urls.owner, tenant, timeZone, [{ ...used, at: new Date(first.at.getTime() + 1000) }]);
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

const asViewer = <Value>(run: (tx: Tx) => Promise<Value>): Promise<Value> => database.as(tenant.viewer, run);

const scope = () => ({ tenantId: tenant.id, widgetIds: [tenant.booking.id] });

const pagesOf = (filter: InsightFilter, of: Period = period) =>
  asViewer((tx) => readCombinedValues(tx, scope(), { period: of, compared: null }, filter, 'page'));

describe('two dimensions at once', () => {
  it('add up to the roll-up of the one that is filtered by', async () => {
    const rows = await pagesOf(italian);
    expect(rows.reduce((sum, { sessions }) => sum + sessions, 0)).toBe(40);
    expect(rows.filter(({ value }) => value !== null)).toHaveLength(20);
    const languages = await asViewer((tx) => readBreakdown(tx, scope(), { period, compared: null }, 'language'));
    expect(languages.map(({ value, sessions }) => [value, sessions])).toEqual([
      ['en', 80],
      ['it', 40],
    ]);
  });

  it('count as other what the roll-up counts as other', async () => {
    const [most] = await pagesOf(italian);
    // Pages 102, 105, ... 117.
    expect(most).toMatchObject({ value: 'other', sessions: 6 });
    const filter = { dimension: 'page', value: 'other' } as const;
    const languages = await asViewer((tx) =>
      readCombinedValues(tx, scope(), { period, compared: null }, filter, 'language'),
    );
    expect(languages.map(({ value, sessions }) => [value, sessions])).toEqual([
      ['en', 14],
      ['it', 6],
    ]);
    const folded = { dimension: 'page', value: '/119' } as const;
    expect(await asViewer((tx) => readCombinedSteps(tx, scope(), period, folded))).toEqual([]);
  });

  it('tell the steps that the sessions used', async () => {
    const steps = await asViewer((tx) => readCombinedSteps(tx, scope(), period, italian));
    expect(steps).toHaveLength(2);
    expect(steps).toContainEqual({ widgetId: tenant.booking.id, step: '', sessions: 40, convertedSessions: 0 });
    expect(steps).toContainEqual({ widgetId: tenant.booking.id, step: 'party', sessions: 1, convertedSessions: 0 });
  });

  it('reach 30 days, and no dimension that there is not', async () => {
    const failing = pagesOf(italian, { from: '2026-01-01', to: '2026-01-31' });
    expect(toAppError(await failing.catch((error: unknown) => error))).toMatchObject({
      code: 'invalid_input',
      message: 'Ask for 30 days at most.',
    });
    expect(await pagesOf(italian, { from: '2026-01-01', to: '2026-01-30' })).toEqual([]);
  });
});
