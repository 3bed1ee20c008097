import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from 'pg';
import { databaseOn, type Database } from '../../src/client.ts';
import { IdentityPool } from '../../src/identity-pool.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { tapWire, type WireTap } from '../../src/testing/wire-tap.ts';
import { runCallers } from '../support/mixed-callers.ts';
import { hasTool } from '../support/optional-tools.ts';
import { startPgBouncer } from '../support/pgbouncer.ts';
import { nothingLeft } from '../support/residue.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';

const CALLER_COUNT = 200;
const WAIT_MS = 60_000;

let test: TestDatabase;
let tenants: readonly [TestTenant, TestTenant];
let operator: Client;

beforeAll(async () => {
  test = await createTestDatabase();
  tenants = [await createTenant(test.urls.owner), await createTenant(test.urls.owner)];
  operator = new Client({ connectionString: test.urls.superuser });
  await operator.connect();
});

afterAll(async () => {
  await operator.end();
  await test.drop();
});

const worlds = [
  {
    name: 'on a pool of 2',
    poolSize: 2,
    isHere: true,
    open: async () => ({ url: test.urls.api, stop: async () => {} }),
  },
  {
    name: 'through PgBouncer in transaction mode with 2 connections to the server',
    poolSize: 20,
    isHere: hasTool('PgBouncer'),
    open: () => startPgBouncer(test.urls.api, 2),
  },
];

describe.each(worlds)('200 mixed callers $name', ({ poolSize, isHere, open }) => {
  let route: Awaited<ReturnType<typeof open>>;
  let tap: WireTap;
  let pool: IdentityPool;
  let database: Database;

  beforeAll(async () => {
    if (!isHere) return;
    route = await open();
    tap = await tapWire(route.url);
    pool = new IdentityPool({ connectionString: tap.url, max: poolSize, connectionTimeoutMillis: WAIT_MS });
    database = databaseOn(pool, WAIT_MS);
  });
  afterAll(async () => {
    if (!isHere) return;
    await database.close();
    await tap.stop();
    await route.stop();
  });

  it.skipIf(!isHere)('are each themselves, and leave nothing to the next, whatever goes wrong in between', async () => {
    const given: unknown[] = [];
    pool.on('release', (error, client) => {
      if (!error) given.push(client.getTransactionStatus());
    });
    const { outcomes, residues } = await runCallers(
      {
        database,
        pool,
        operator: async (sql, values) => (await operator.query(sql, values)).rowCount,
        cut: tap.cut,
        tenants,
      },
      CALLER_COUNT,
    );
    const counts = [...Map.groupBy(outcomes, String)].map(([outcome, callers]) => [outcome, callers.length]);
    expect(Object.fromEntries(counts)).toEqual({
      'reads: done': 111,
      'errs in SQL: failed': 12,
      'swallows an error: failed': 11,
      'throws: failed': 11,
      'times out: failed': 11,
      'is cancelled: failed': 11,
      'is terminated: failed': 11,
      'is cut off: failed': 11,
      'leaves a session behind: done': 5,
      'leaves a session behind: failed': 6,
    });
    const clean = await nothingLeft(test.urls.api);
    expect(clean).toMatchObject({ user: 'blunari_api', role: 'none', claims: '', locks: 0, temporaryTables: 0 });
    expect(residues).toHaveLength(CALLER_COUNT);
    for (const residue of residues) expect(residue).toEqual(clean);
    expect(new Set(given)).toEqual(new Set(['I']));
    expect(tap.messages().filter(({ statementName }) => statementName !== '')).toEqual([]);
  });
});
