import { withClient } from '@blunari/db/server';
import { cursorOfLine, exportFormats, headOf } from '@blunari/schema/insights/export';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookFirstFree } from '../support/book-first-free.ts';
import { createTenant, type TestTenant } from '../support/create-tenant.ts';
import { startTestApp, type TestApp } from '../support/start-test-app.ts';
import { storeViews } from './support/stored-visits.ts';

let test: TestApp;
let tenant: TestTenant;
let viewer: string;

const count = 2500;

beforeAll(async () => {
  test = await startTestApp();
  tenant = await createTenant(test.urls.owner);
  viewer = await test.tokenOf(tenant.members.viewer);
  await storeViews(test.urls.owner, tenant, count);
});
afterAll(() => test.close());

const period = { from: '2026-11-02', to: '2026-11-02' };

async function ask(format: string, query: Record<string, string> = {}, token: string | null = viewer) {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  return test.staff({
    url: `/api/v1/insights/export.${format}`,
    query: { tenant: tenant.id, ...period, ...query },
    headers,
  });
}

const fullLines = (text: string): string[] => text.match(/[^\n]*\n/g) ?? [];

it('tells each event once, in the order of time and id, and nothing that leads to a person', async () => {
  const { statusCode, headers, body } = await ask('ndjson');
  expect(statusCode).toBe(200);
  expect(headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
  expect(headers['content-disposition']).toBe('attachment; filename="visits-2026-11-02-to-2026-11-02.ndjson"');
  const lines = fullLines(body);
  const cursors = lines.map((line) => cursorOfLine('ndjson', line) ?? '');
  expect(new Set(cursors).size).toBe(count);
  expect(cursors).toEqual(cursors.toSorted());
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    at: '2026-11-01T23:00:00.000000Z',
    localTime: '2026-11-02 00:00:00',
    widget: 'booking',
    type: 'view',
    page: '/menu',
    referrer: 'www.google.com',
    utmSource: '=news',
    device: 'phone',
    language: 'it',
    entry: 'inline',
    step: null,
  });
  expect(body).not.toMatch(/ada@|203\.0\.113|iPhone|lucia\.example/);
});

it('is a file for spreadsheets, without a formula in it', async () => {
  const { headers, body } = await ask('csv');
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  const [head, ...lines] = fullLines(body);
  expect(head).toBe(headOf.csv);
  expect(lines).toHaveLength(count);
  expect(lines[0]).toContain(",/menu,www.google.com,'=news,,,phone,it,");
});

it('tells a booking by its covers and days ahead, and not which one it is', async () => {
  const house = await createTenant(test.urls.owner);
  await bookFirstFree(test, house, { name: 'Ada', email: 'ada@example.com', phone: '051 123 456' });
  const { rows } = await withClient(test.urls.owner, (client) =>
    client.query<{ id: string; day: string }>(
      `select b.id::text, (a."timestamp" at time zone 'Europe/Rome')::date::text as day
       from public.widget_bookings b join public.widget_analytics a using (tenant_id) where b.tenant_id = $1`,
      [house.id],
    ),
  );
  const [booked] = rows;
  const query = { tenant: house.id, from: booked?.day ?? '', to: booked?.day ?? '' };
  const { body } = await ask('ndjson', query, await test.tokenOf(house.members.owner));
  expect(JSON.parse(body)).toMatchObject({ type: 'conversion', kind: 'booking', covers: expect.any(Number) });
  expect(body).not.toContain(booked?.id);
});

describe.each(exportFormats)('a download of %s that broke off', (format) => {
  it.each([0, 1, 700, 999, 1000, 1001, count - 1, count])(
    'after %i full lines goes on after the last of them',
    async (kept) => {
      const whole = fullLines((await ask(format)).body);
      const heads = headOf[format] === '' ? 0 : 1;
      const had = whole.slice(0, heads + kept);
      const cursor = cursorOfLine(format, had.at(-1) ?? '');
      const rest = await ask(format, cursor === null ? {} : { cursor });
      expect(fullLines(rest.body)).toEqual(whole.slice(cursor === null ? 0 : heads + kept));
    },
  );
});

describe('what is asked for', () => {
  it('is days of the restaurant and one of its widgets', async () => {
    expect((await ask('ndjson', { from: '2026-11-01', to: '2026-11-01' })).body).toBe('');
    expect((await ask('ndjson', { from: '2026-11-03', to: '2026-11-03' })).body).toBe('');
    expect((await ask('ndjson', { widget: 'catering' })).body).toBe('');
    expect(fullLines((await ask('ndjson', { widget: 'booking' })).body)).toHaveLength(count);
  });

  it.each([
    { cursor: 'nonsense' },
    { cursor: `2026-11-02T00:00:00.000000Z~' or true --` },
    { cursor: 'x'.repeat(5000) },
    { from: `2026-11-02'; drop table public.tenants; --` },
    { to: '2026-11-01' },
    { widget: 'reservations' },
    { tenant: `' or true --` },
    { role: 'postgres' },
  ])('is refused where it is not well formed: %j', async (query) => {
    const { statusCode, body } = await ask('csv', query);
    expect(statusCode).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ code: 'invalid_input' });
    expect(body).not.toMatch(/ at .*\.ts/);
  });

  it('may go on from any place, also one that is not there', async () => {
    const cursor = '2026-11-01T23:00:00.500000Z~00000000-0000-0000-0000-000000000000';
    expect(fullLines((await ask('ndjson', { cursor })).body)).toHaveLength(count - 1000);
    const before = '1999-01-01T00:00:00.000000Z~ffffffff-ffff-ffff-ffff-ffffffffffff';
    expect(fullLines((await ask('ndjson', { cursor: before })).body)).toHaveLength(count);
  });

  it('is for who works there alone', async () => {
    const foreign = await createTenant(test.urls.owner);
    const stranger = await test.tokenOf(foreign.members.owner);
    expect((await ask('csv', {}, null)).statusCode).toBe(401);
    expect((await ask('csv', {}, 'nonsense')).statusCode).toBe(401);
    const refused = await ask('csv', {}, stranger);
    expect([refused.statusCode, JSON.parse(refused.body).code]).toEqual([404, 'not_found']);
    expect(refused.headers['content-disposition']).toBeUndefined();
  });
});
