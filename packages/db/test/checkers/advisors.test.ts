import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { migrate } from '../../src/migrate/migrate.ts';
import { hasTool } from '../support/optional-tools.ts';
import { createProduct, type Product } from '../support/product.ts';
import { query } from '../support/query.ts';
import { runAdvisors } from './support/advisors.ts';
import { faults } from './support/faults.ts';
import { review, type Exception } from './support/findings.ts';
import { lintsOfUse } from './support/splinter.ts';

const exceptions: readonly Exception[] = [];

const { superuserUrl, passwords } = inject('blunariTestServer');

describe.skipIf(!hasTool('the Supabase CLI'))('supabase db advisors', () => {
  let product: Product;

  beforeAll(async () => {
    product = await createProduct(superuserUrl, passwords, { privileges: 'old', tenantCount: 0 });
    await migrate(product.owner);
  });
  afterAll(() => product.drop());

  it('finds nothing in what the migrations make, and each fault that is planted afterwards', async () => {
    const findings = await runAdvisors(product.owner);
    const ofTheSchema = findings.filter(({ rule }) => !lintsOfUse.includes(rule));
    expect(review(ofTheSchema, exceptions)).toEqual([]);

    await query(product.owner, faults.map(({ sql }) => sql).join(';\n'));
    const keys = (await runAdvisors(product.owner)).map(({ subject }) => subject);
    expect(keys).toEqual(expect.arrayContaining(faults.map(({ finds }) => finds)));
  }, 120_000);
});
