import type { ClientBase } from 'pg';
import { z } from 'zod';
import type { MigrationFile } from './migration-files.ts';

/**
 * The Supabase CLI's own table, so that either tool continues where the other stopped. The CLI makes it in the same
 * shape when it comes first; only what bears our mark goes with the rollback.
 */
export const historySql = `do $$
begin
  if to_regclass('supabase_migrations.schema_migrations') is null then
    if to_regnamespace('supabase_migrations') is null then
      create schema supabase_migrations;
      comment on schema supabase_migrations is 'Made by the widget migration.';
    end if;
    create table supabase_migrations.schema_migrations (version text not null primary key, statements text[], name text);
    comment on table supabase_migrations.schema_migrations is 'Made by the widget migration.';
  end if;
  -- The first versions of that tool made the version alone, and later ones add the rest as here.
  if (
    select count(*) from pg_catalog.pg_attribute
    where attrelid = 'supabase_migrations.schema_migrations'::regclass and attname in ('statements', 'name')
      and not attisdropped
  ) < 2 then
    alter table supabase_migrations.schema_migrations add column if not exists statements text[];
    alter table supabase_migrations.schema_migrations add column if not exists name text;
  end if;
end
$$`;

export async function ensureHistory(client: ClientBase): Promise<void> {
  await client.query(historySql);
}

const present = z.tuple([z.object({ present: z.boolean() })]);

/** Versions that were applied, by us or by the CLI. Makes nothing. */
export async function appliedVersions(client: ClientBase): Promise<ReadonlySet<string>> {
  const found = await client.query(
    `select to_regclass('supabase_migrations.schema_migrations') is not null as present`,
  );
  if (!present.parse(found.rows)[0].present) return new Set();
  const { rows } = await client.query('select version from supabase_migrations.schema_migrations');
  return new Set(
    z
      .array(z.object({ version: z.string() }))
      .parse(rows)
      .map((row) => row.version),
  );
}

/** The last statement of a migration. A version that is there already was applied again: its row stays. */
export async function recordVersion(
  client: ClientBase,
  file: MigrationFile,
  statements: readonly string[],
): Promise<void> {
  await client.query(
    `insert into supabase_migrations.schema_migrations (version, statements, name)
     values ($1::text, $2::text[], $3::text) on conflict (version) do nothing`,
    [file.version, statements, file.name],
  );
}
