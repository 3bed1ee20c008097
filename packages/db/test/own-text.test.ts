import type { Client } from 'pg';
import { expect, inject, it } from 'vitest';
import { readCatalogue, type CatalogueRow } from '../src/files/verify-function.ts';
import { withClient } from '../src/server/with-client.ts';
import { createProduct } from './support/product.ts';

/** Makes an object anew from its text in the catalogue, as a restored backup does; undefined where no text is parsed. */
function remake({ kind, subject, definition }: CatalogueRow): string | undefined {
  const [table = '', name = ''] = subject.split(' ');
  const textOfDefault = / default (?<text>.*?)(?: not null)?$/.exec(definition)?.groups?.['text'];
  if (kind === 'constraint' && definition.startsWith('CHECK'))
    return `alter table ${table} drop constraint ${name}, add constraint ${name} ${definition}`;
  if (kind === 'index') return `drop index ${subject}; ${definition}`;
  if (kind === 'trigger') return `drop trigger ${name} on ${table}; ${definition}`;
  if (kind === 'policy') return `drop policy ${name} on ${table}; create policy ${name} on ${table} ${definition}`;
  if (kind === 'column' && textOfDefault !== undefined)
    return `alter table ${table} alter column ${name} set default ${textOfDefault}`;
  return undefined;
}

async function remakeFunctions(client: Client): Promise<void> {
  const { rows } = await client.query<{ text: string }>(
    `select pg_get_functiondef(p.oid) as text from pg_catalog.pg_proc p
     where p.pronamespace = 'widget_private'::regnamespace and p.prokind = 'f'`,
  );
  for (const { text } of rows) await client.query(text);
}

it('every definition that is made anew from its own text reads as before', async () => {
  const { superuserUrl, passwords } = inject('blunariTestServer');
  const product = await createProduct(superuserUrl, passwords, { tenantCount: 0, isMigrated: true });
  const { before, after, remade } = await withClient(product.superuser, async (client) => {
    const rows = await readCatalogue(client);
    const statements = rows.flatMap((row) => remake(row) ?? []);
    for (const statement of statements) await client.query(statement);
    await remakeFunctions(client);
    return { before: rows, after: await readCatalogue(client), remade: statements.length };
  });
  expect(remade).toBeGreaterThan(300);
  expect(after.filter((row, place) => row.definition !== before[place]?.definition)).toEqual([]);
  expect(after).toHaveLength(before.length);
  await product.drop();
});
