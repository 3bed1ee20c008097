import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { migrate } from '../../src/migrate/migrate.ts';
import { withClient } from '../../src/server/with-client.ts';
import { createProduct, type Product } from '../support/product.ts';
import { query } from '../support/query.ts';
import { review, type Exception } from './support/findings.ts';
import { ownLints } from './support/own-lints.ts';
import { lintSource, lintSources, sourceLints } from './support/source-lints.ts';

const { superuserUrl, passwords } = inject('blunariTestServer');

describe('our own lints of the catalogue', () => {
  let product: Product;

  beforeAll(async () => {
    product = await createProduct(superuserUrl, passwords, { tenantCount: 0 });
    await migrate(product.owner);
  });
  afterAll(() => product.drop());

  it.each(ownLints)('find nothing in what the migrations make: $rule', async ({ rule, why, sql }) => {
    const rows = await query(product.owner, sql);
    const findings = rows.map(({ subject }) => ({ rule, subject: String(subject), detail: why }));
    expect(review(findings, [])).toEqual([]);
  });

  it.each(ownLints)('find a planted fault: $rule', async ({ sql, fault, finds }) => {
    await withClient(product.owner, async (client) => {
      await client.query(`begin; ${fault}`);
      const { rows } = await client.query(sql);
      expect(rows).toContainEqual({ subject: finds });
      await client.query('rollback');
    });
  });
});

const ofOneConnection = 'Of a connection that does nothing else and is closed at the end, never of the pool: ';

const sourceExceptions: readonly Exception[] = [
  { rule: 'session setting', subject: /\/files\/verify-function\.ts:/, reason: `${ofOneConnection}the generator's.` },
  {
    rule: 'session setting',
    subject: /\/migrations\/\d+_widget_changes\.sql:/,
    reason: 'Of a function alone: the setting before is back at its end.',
  },
  {
    rule: 'temporary object',
    subject: /\/files\/(?:build-files|verify-function)\.ts:/,
    reason: 'The verify script runs on the connection of an operator, and may change nothing that stays.',
  },
  {
    rule: 'listen',
    subject: /\/embedded\/realtime\/database\/notice-listener\.ts:/,
    reason: `${ofOneConnection}it waits for notices, past any pooler.`,
  },
];

describe('our own lints of the source', () => {
  it('find nothing that outlives its transaction', async () => {
    expect(review(await lintSources(), sourceExceptions)).toEqual([]);
  });

  it.each(sourceLints)('find a planted fault: $rule: $fault', ({ rule, fault }) => {
    expect(lintSource('a.ts', `\n${fault}\n`)).toContainEqual({ rule, subject: 'a.ts:2', detail: fault });
    expect(lintSource('a.ts', `-- ${fault}`)).toEqual([]);
  });
});
