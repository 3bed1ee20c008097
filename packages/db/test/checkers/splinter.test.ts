import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { migrate } from '../../src/migrate/migrate.ts';
import { withClient } from '../../src/server/with-client.ts';
import { hasTool, toolPath } from '../support/optional-tools.ts';
import { createProduct, type Product } from '../support/product.ts';
import { faults } from './support/faults.ts';
import { review, type Exception, type Finding } from './support/findings.ts';
import { lintsOfUse, runSplinter, splinterSql } from './support/splinter.ts';

const exceptions: readonly Exception[] = [];

const { superuserUrl, passwords } = inject('blunariTestServer');

describe.each(['old', 'new'] as const)("Supabase's lints, with %s default privileges", (privileges) => {
  let product: Product;

  beforeAll(async () => {
    product = await createProduct(superuserUrl, passwords, { privileges, tenantCount: 0 });
    await migrate(product.owner);
  });
  afterAll(() => product.drop());

  it('find nothing in what the migrations make', async () => {
    const findings = await findAfter(product, 'select 1');
    const ofTheSchema = findings.filter(({ rule }) => !lintsOfUse.includes(rule));
    expect(review(ofTheSchema, exceptions)).toEqual([]);
  });

  it('find each fault that is planted', async () => {
    const findings = await findAfter(product, faults.map(({ sql }) => sql).join(';\n'));
    const keys = findings.map(({ subject }) => subject);
    expect(keys).toEqual(expect.arrayContaining(faults.map(({ finds }) => finds)));
  });
});

it.skipIf(!hasTool('the Supabase CLI'))('the copy of the lints is the one in the Supabase CLI', async () => {
  // As the program's source has it: in a template literal.
  const literal = splinterSql.trimEnd().replaceAll('\\', '\\\\').replaceAll('`', '\\`');
  expect((await readFile(toolPath('the Supabase CLI'))).includes(literal)).toBe(true);
});

/** What the lints find after `sql`, which is taken back. */
function findAfter({ owner }: Product, sql: string): Promise<readonly Finding[]> {
  return withClient(owner, async (client) => {
    await client.query(`begin; ${sql}`);
    const findings = await runSplinter(client);
    await client.query('rollback');
    return findings;
  });
}
