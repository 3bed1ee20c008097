import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../src/client.ts';
import { toAppError } from '../../src/errors.ts';
import { PrismaClient } from '../../src/generated/prisma/client.ts';
import { IdentityPool } from '../../src/identity-pool.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { query } from '../support/query.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';

let test: TestDatabase;
let tenant: TestTenant;
let database: Database;
let tables: readonly string[];

beforeAll(async () => {
  test = await createTestDatabase();
  tenant = await createTenant(test.urls.owner);
  database = createDatabase({ url: test.urls.api, poolSize: 1 });
  const rows = await query(
    test.urls.owner,
    `select oid::regclass::text as name from pg_class
     where relkind in ('r', 'p', 'v') and relnamespace in ('public'::regnamespace, 'widget_private'::regnamespace,
       'auth'::regnamespace, 'realtime'::regnamespace)`,
  );
  tables = rows.map(({ name }) => String(name));
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

const forbidden = (error: unknown): boolean => toAppError(error).code === 'forbidden';

describe('SQL injected into a transaction', () => {
  it.each([
    'reset role; set role service_role',
    'reset role; set role postgres',
    'set local role service_role',
    'set role supabase_admin',
    'reset session authorization; set session authorization postgres',
    `select set_config('role', 'service_role', true)`,
    `select set_config('role', 'none', true); set role service_role`,
    'commit; set role service_role',
    'rollback; begin; set local role postgres',
    'alter role blunari_api bypassrls',
    'grant service_role to blunari_api',
  ])('gains nothing by %s', async (injected) => {
    const stolen = database.as(tenant.viewer, (tx) => tx.$queryRawUnsafe(injected));
    await expect(stolen).rejects.toSatisfy(forbidden);
    expect(await database.as(tenant.viewer, (tx) => tx.tenant.findMany())).toHaveLength(1);
  });

  it.each(['reset role', 'set role blunari_api', 'commit', 'rollback', `select set_config('role', 'none', true)`])(
    'reads no table after %s: that is the login role, who may read none',
    async (injected) => {
      expect(tables.length).toBeGreaterThan(20);
      for (const table of tables) {
        const stolen = database.as(tenant.viewer, async (tx) => {
          await tx.$executeRawUnsafe(`select 1; ${injected}`);
          return tx.$queryRawUnsafe(`select 1 as one from ${table} limit 1`);
        });
        await expect(stolen, table).rejects.toSatisfy(forbidden);
      }
    },
  );

  it('cannot end the transaction and go on: the end is the end', async () => {
    const written = database.as(tenant.admin, async (tx) => {
      await tx.$executeRawUnsafe('COMMIT');
      return tx.tenant.findMany();
    });
    await expect(written).rejects.toThrow('is over');
  });
});

describe('outside a transaction in somebody’s name', () => {
  let pool: IdentityPool;
  let prisma: PrismaClient;

  beforeAll(() => {
    pool = new IdentityPool({ connectionString: test.urls.api, max: 1 });
    prisma = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' });
    return async () => {
      await prisma.$disconnect();
      await pool.end();
    };
  });

  it('every table is closed', async () => {
    for (const table of tables) {
      await expect(pool.query(`select from ${table} limit 1`), table).rejects.toSatisfy(forbidden);
    }
    await expect(prisma.tenant.findMany()).rejects.toSatisfy(forbidden);
  });

  it('no transaction begins, and no statement runs on a connection that is held', async () => {
    await expect(prisma.$transaction((tx) => tx.$executeRaw`select 1`)).rejects.toThrow('needs an identity');
    const client = await pool.connect();
    await expect(client.query({ text: 'BEGIN' })).rejects.toThrow('needs an identity');
    await expect(client.query({ text: 'select 1' })).rejects.toThrow('needs a transaction');
    client.release();
  });
});
