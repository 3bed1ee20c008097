import type { ClientBase } from 'pg';
import { z } from 'zod';
import type { MigrationFile } from './migration-files.ts';

/**
 * The Supabase CLI's own table, so that either tool continues where the other stopped.
 * The CLI makes it in the same shape when it comes first.
 */
export async function ensureHistory(client: ClientBase): Promise<void> {
  await client.query(`
    do $$
    begin
      if to_regclass('supabase_migrations.schema_migrations') is null then
        create schema if not exists supabase_migrations;
        create table supabase_migrations.schema_migrations (version text not null primary key, statements text[], name text);
      end if;
    end
    $$`);
}

/** Versions that were applied, by us or by the CLI. */
export async function appliedVersions(client: ClientBase): Promise<ReadonlySet<string>> {
  const { rows } = await client.query('select version from supabase_migrations.schema_migrations');
  return new Set(
    z
      .array(z.object({ version: z.string() }))
      .parse(rows)
      .map((row) => row.version),
  );
}

/** The last statement of a migration's transaction. */
export async function recordVersion(
  client: ClientBase,
  file: MigrationFile,
  statements: readonly string[],
): Promise<void> {
  await client.query(
    'insert into supabase_migrations.schema_migrations (version, statements, name) values ($1::text, $2::text[], $3::text)',
    [file.version, statements, file.name],
  );
}
