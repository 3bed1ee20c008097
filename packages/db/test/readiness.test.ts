import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { lookAsApi, lookAsOwner, readMigrationScript } from '../src/readiness/index.ts';
import { createProduct, type Product } from './support/product.ts';
import { query } from './support/query.ts';

let product: Product;
let apiUrl: string;

beforeAll(async () => {
  const { superuserUrl, passwords } = inject('blunariTestServer');
  product = await createProduct(superuserUrl, passwords);
  apiUrl = withLogin(product.superuser, 'blunari_api', passwords.blunari_api);
});
afterAll(() => product.drop());

function withLogin(url: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.username = user;
  changed.password = password;
  return changed.href;
}

describe('a look at a database that may not be ready', () => {
  it('tells a database without the widgets from one that took them in by the file as it is handed out', async () => {
    expect(await lookAsApi(apiUrl)).toMatchObject({ kind: 'not_migrated' });
    const before = await lookAsOwner(product.owner);
    expect(before).toMatchObject({ hasTenants: true, isMigrated: false, tableCount: 0 });
    expect(before.expectedTableCount).toBeGreaterThan(15);

    const { sql, lastMigration } = await readMigrationScript();
    await query(product.owner, sql);

    expect(await lookAsApi(apiUrl)).toMatchObject({ kind: 'migrated', serverVersion: expect.stringMatching(/^17/) });
    const after = await lookAsOwner(product.owner);
    expect(after).toMatchObject({ isMigrated: true, tableCount: after.expectedTableCount, canApiLogIn: true });
    expect(lastMigration).toMatch(/^\d{14}_verify$/);
  });

  it('tells a refused login from a database that does not answer', async () => {
    expect(await lookAsApi(withLogin(apiUrl, 'blunari_api', 'wrong'))).toEqual({ kind: 'login_refused' });
    expect(await lookAsApi(withLogin(apiUrl, 'nobody_of_that_name', 'wrong'))).toEqual({ kind: 'login_refused' });
    expect(await lookAsApi('postgres://blunari_api:x@127.0.0.1:1/postgres')).toEqual({
      kind: 'unreachable',
      reason: 'ECONNREFUSED',
    });
  });
});
