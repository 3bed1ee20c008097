import type { PoolClient } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { databaseOn, type Database, type Tx } from '../../src/client.ts';
import { IdentityPool } from '../../src/identity-pool.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { tapWire, type WireTap } from '../../src/testing/wire-tap.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';

let test: TestDatabase;
let tap: WireTap;
let pool: IdentityPool;
let database: Database;
let one: TestTenant;
let other: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  [one, other] = [await createTenant(test.urls.owner), await createTenant(test.urls.owner)];
  tap = await tapWire(test.urls.api);
});

// A new pool for each test, as these leave connections in every state.
beforeEach(() => {
  pool = new IdentityPool({ connectionString: tap.url, max: 4 });
  database = databaseOn(pool, 60_000);
  return database.close;
});

afterAll(async () => {
  await tap.stop();
  await test.drop();
});

const subOf = async (tx: Tx): Promise<string | null> =>
  z.tuple([z.object({ sub: z.string().nullable() })]).parse(await tx.$queryRaw`select auth.uid()::text as sub`)[0].sub;

const begun = (tenant: TestTenant): Promise<PoolClient> =>
  pool.runAs(tenant.viewer, async () => {
    const client = await pool.connect();
    await client.query({ text: 'BEGIN' });
    return client;
  });

describe('a statement that comes too late', () => {
  it.each(['COMMIT', 'ROLLBACK'])('is refused after %s, before and after the connection went back', async (end) => {
    const client = await begun(one);
    await client.query({ text: 'select 1' });
    const late = [client.query({ text: end }), client.query({ text: 'select 2' })];
    await expect(Promise.all(late)).rejects.toThrow('is over');
    client.release();
    await expect(client.query({ text: 'select 3' })).rejects.toThrow('is over');
    expect(tap.messages().filter(({ text }) => /^select [23]/.test(text))).toEqual([]);
  });

  it('cannot run in the transaction of the connection’s next user', async () => {
    const first = await begun(one);
    await first.query({ text: 'select 1' });
    await first.query({ text: 'ROLLBACK' });
    first.release();
    const next = await begun(other);
    await next.query({ text: 'select 1' });
    expect(pool.totalCount).toBe(1);
    await expect(first.query({ text: 'select id from public.tenants' })).rejects.toThrow('is over');
    await next.query({ text: 'COMMIT' });
    next.release();
  });

  it('is never between two transactions, when callers forget to wait for theirs', async () => {
    tap.forget();
    const forgotten: Promise<unknown>[] = [];
    await Promise.all(
      Array.from({ length: 60 }, async (_, index) =>
        database.as((index % 2 === 0 ? one : other).viewer, async (tx) => {
          await subOf(tx);
          forgotten.push(tx.$queryRaw`select 'forgotten'`.then(undefined, () => undefined));
        }),
      ),
    );
    await Promise.all(forgotten);
    const texts = tap.messages().flatMap(({ text, connectionId }) => (text === '' ? [] : [{ connectionId, text }]));
    for (const [, ofConnection] of Map.groupBy(texts, ({ connectionId }) => connectionId)) {
      let isOpen = false;
      for (const { text } of ofConnection) {
        if (text.startsWith('BEGIN')) isOpen = true;
        if (text.startsWith('COMMIT')) isOpen = false;
        if (text.includes('forgotten')) expect(isOpen).toBe(true);
      }
    }
  });

  it('destroys a connection that was given back inside a transaction', async () => {
    const client = await begun(one);
    await client.query({ text: 'select 1' });
    client.release();
    expect(pool.totalCount).toBe(0);
  });
});

describe('a call inside a call', () => {
  it('has its own identity, and the outer one keeps its own', async () => {
    const seen = await database.as(one.viewer, async (outer) => {
      const before = await subOf(outer);
      const inside = await database.as(other.owner, async (inner) => [await subOf(inner), await subOf(outer)]);
      return [before, ...inside, await subOf(outer)];
    });
    const mine = one.viewer.claims.sub;
    expect(seen).toEqual([mine, other.owner.claims.sub, mine, mine]);
  });

  it('keeps calls apart that run side by side, also when anonymous ones and failures are among them', async () => {
    const people = [one.viewer, other.owner, one.admin, other.editor];
    const seen = await Promise.all(
      Array.from({ length: 80 }, async (_, index) => {
        const person = people[index % people.length] ?? one.viewer;
        const nobody = database.as({ role: 'anon', claims: {} }, subOf);
        const failing = database.as(other.viewer, () => Promise.reject(new Error('no'))).catch(() => 'failed');
        const mine = await database.as(person, subOf);
        return [mine === person.claims.sub, await nobody, await failing];
      }),
    );
    expect(new Set(seen.map(String))).toEqual(new Set(['true,,failed']));
  });

  it('keeps its identity in a savepoint, and after it was rolled back', async () => {
    const seen = await database.as(one.viewer, async (tx) => {
      const failed = await tx
        .$transaction((inner) => inner.$executeRaw`select set_config('request.jwt.claims', '{}', true), 1 / 0`)
        .catch(() => 'failed');
      return [failed, await tx.$transaction(subOf), await subOf(tx)];
    });
    expect(seen).toEqual(['failed', one.viewer.claims.sub, one.viewer.claims.sub]);
  });
});
