import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTenant } from './support/create-tenant.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

/** As many changes as one answer holds. */
const maxRows = 1000;

describe.each([
  {
    list: 'bookings',
    columns:
      'widget_bookings (tenant_id, reference, updated_at, party_size, starts_at, duration_minutes, guest_name, source)',
    values: `2, now(), 90, 'Ada', 'phone'`,
  },
  {
    list: 'requests',
    columns: `widget_catering_requests (tenant_id, reference, updated_at, event_at, guests, package_id, package_name,
      contact_name, quantity, subtotal_minor, service_minor, net_minor, tax_minor, total_minor, currency)`,
    values: `now(), 30, 'buffet', 'Buffet', 'Ada', 30, 100, 0, 100, 0, 100, 'EUR'`,
  },
] as const)('changes of $list since an instant', ({ list, columns, values }) => {
  /** Rows of which each was changed a second after the one before. */
  const insert = (tenantId: string, references: readonly string[], firstAtS: number) =>
    asOwner(
      `insert into public.${columns}
       select $1, reference, '2026-11-24T12:00:00Z'::timestamptz + ($3::int + n) * interval '1 s', ${values}
       from unnest($2::text[]) with ordinality as given (reference, n)`,
      [tenantId, references, firstAtS],
    );

  it('says when it leaves out changes, and has the newest then', async () => {
    const tenant = await createTenant(test.urls.owner);
    const client = await test.clientOf(tenant.members.viewer);
    const ask = (since?: string) =>
      client[list].changedSince.query({ tenantId: tenant.id, ...(since === undefined ? {} : { since }) });
    expect(await ask()).toEqual({ rows: [], isComplete: true });
    const references = Array.from({ length: maxRows + 1 }, (_, index) => referenceOf(index));
    await insert(tenant.id, references.slice(0, maxRows), 0);
    const all = await ask();
    expect(all.isComplete).toBe(true);
    expect(all.rows.map(({ reference }) => reference)).toEqual(references.slice(0, maxRows));
    await insert(tenant.id, references.slice(maxRows), maxRows);
    const newest = await ask();
    expect(newest.isComplete).toBe(false);
    expect(newest.rows.map(({ reference }) => reference)).toEqual(references.slice(1));
    expect(await ask(newest.rows.at(-1)?.updatedAt)).toEqual({ rows: newest.rows.slice(-1), isComplete: true });
  });
});

/** Six digits from 2 to 9, such as `222-235`. */
function referenceOf(index: number): string {
  const digits = index
    .toString(8)
    .padStart(6, '0')
    .replace(/\d/g, (digit) => String(Number(digit) + 2));
  return `${digits.slice(0, 3)}-${digits.slice(3)}`;
}

async function asOwner(statement: string, values: readonly unknown[]): Promise<void> {
  const client = new Client({ connectionString: test.urls.owner });
  await client.connect();
  try {
    await client.query(statement, [...values]);
  } finally {
    await client.end();
  }
}
