import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../src/client.ts';
import { saveWidget } from '../../src/queries/widgets/save-widget.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { tapWire, type WireTap } from '../../src/testing/wire-tap.ts';
import { buildBooking } from '../support/inputs.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';

let test: TestDatabase;
let tenant: TestTenant;
let tap: WireTap;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  tenant = await createTenant(test.urls.owner);
  tap = await tapWire(test.urls.api);
  database = createDatabase({ url: tap.url, poolSize: 1 });
});

beforeEach(async () => {
  await database.ping();
  tap.forget();
});

afterAll(async () => {
  await database.close();
  await tap.stop();
  await test.drop();
});

const statements = (): string[] =>
  tap
    .messages()
    .filter(({ text }) => text !== '')
    .map(({ kind, text }) => `${kind} ${text}`);

const read = (): Promise<unknown> => database.as(tenant.viewer, (tx) => tx.tenant.findMany());

it('sets role, claims and time-outs in the message of BEGIN, and nothing else before the statement', async () => {
  await read();
  const [first = '', ...others] = statements();
  expect(first).toMatch(/^Query BEGIN; SELECT set_config\('role', 'authenticated', true\), /);
  expect(first).toContain(`set_config('request.jwt.claims', '${JSON.stringify(tenant.viewer.claims)}', true)`);
  for (const [name, value] of [
    ['statement_timeout', '8s'],
    ['lock_timeout', '5s'],
    ['idle_in_transaction_session_timeout', '15s'],
  ]) {
    expect(first).toContain(`set_config('${name}', '${value}', true)`);
  }
  expect(others).toEqual([expect.stringMatching(/^Parse SELECT /), expect.stringMatching(/^Query COMMIT; /)]);
});

it('waits once more than bare pg for a read: BEGIN travels with the statement', async () => {
  await read();
  expect(tap.waits()).toBe(2);
});

it('waits three times for a save, and once for a booking', async () => {
  const patch = { party: { max: 10 } };
  const saved = await database.as(tenant.editor, (tx) =>
    saveWidget(tx, { widgetId: tenant.booking.id, baseVersion: 2, patch }),
  );
  expect(saved).toMatchObject({ ok: true, value: { status: 'saved' } });
  expect(tap.waits()).toBe(3);
  tap.forget();
  expect(await database.visitor.createBooking(tenant.booking.key, buildBooking())).toMatchObject({ ok: true });
  expect(tap.waits()).toBe(1);
});

it('says nothing at all for a transaction that asks nothing', async () => {
  await database.as(tenant.viewer, () => Promise.resolve('nothing'));
  await expect(database.as(tenant.viewer, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(tap.messages()).toEqual([]);
});

it('names no statement and no portal, whatever is asked', async () => {
  for (let round = 0; round < 3; round += 1) {
    await read();
    await database.as(tenant.viewer, (tx) => tx.tenant.findMany({ include: { widgets: true, members: true } }));
    await database.as(tenant.viewer, (tx) => tx.$queryRaw`select ${round}::int`);
    await database.visitor.widget(tenant.booking.key);
  }
  const named = tap.messages().filter(({ statementName }) => statementName !== '');
  expect(tap.messages().filter(({ kind }) => kind === 'Parse').length).toBeGreaterThan(10);
  expect(named).toEqual([]);
  expect(statements().filter((text) => /\bprepare\b/i.test(text))).toEqual([]);
});
