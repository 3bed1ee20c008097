import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { query } from './support/query.ts';
import { createTenant, createUser, join } from './support/tenant.ts';

let test: TestDatabase;
const clients: Client[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => {
  for (const client of clients) await client.end();
  await test.drop();
});

/** A transaction that has seen the members, as a tool of the product may open one. */
async function begin(isolation: string, tenantId: string): Promise<Client> {
  const client = new Client({ connectionString: test.urls.owner });
  clients.push(client);
  await client.connect();
  await client.query(`begin isolation level ${isolation}`);
  await client.query('select from public.tenant_members where tenant_id = $1', [tenantId]);
  return client;
}

const levels = ['read committed', 'repeatable read', 'serializable'] as const;

describe('two owners who leave at once', () => {
  it.each(levels.flatMap((first) => levels.map((second) => [first, second] as const)))(
    'in a transaction of %s and one of %s leave one owner behind',
    async (firstLevel, secondLevel) => {
      const tenant = await createTenant(test.urls.owner);
      const other = await createUser(test.urls.owner);
      await join(test.urls.owner, tenant.id, other, 'owner');
      const [first, second] = [await begin(firstLevel, tenant.id), await begin(secondLevel, tenant.id)];
      const leave = 'delete from public.tenant_members where tenant_id = $1 and user_id = $2';
      await first.query(leave, [tenant.id, tenant.owner.claims.sub]);
      const left = second.query(leave, [tenant.id, other.claims.sub]).then(
        () => 'left',
        (error: unknown) => Object(error).code,
      );
      await first.query('commit');
      expect(await left).toBe(secondLevel === 'read committed' ? 'WB006' : '40001');
      await second.query('rollback');
      expect(
        await query(
          test.urls.owner,
          `select user_id::text as id from public.tenant_members where tenant_id = $1 and role = 'owner'`,
          [tenant.id],
        ),
      ).toEqual([{ id: other.claims.sub }]);
    },
  );
});
