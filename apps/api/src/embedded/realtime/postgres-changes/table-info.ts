import type { Pool } from 'pg';
import { z } from 'zod';
import { tokenRoles } from '../../../tokens/claims.ts';

const columnSchema = z.object({
  name: z.string(),
  /** As clients know it: `int4`, `_text`. */
  type: z.string(),
  /** As a cast says it, without a length: `integer`, `text[]`, `public.mood`. */
  castType: z.string(),
  isKey: z.boolean(),
  /** Which roles may select it. */
  readers: z.array(z.enum(tokenRoles)),
});

const tableSchema = z.object({
  oid: z.coerce.number(),
  schema: z.string(),
  name: z.string(),
  isRowSecure: z.boolean(),
  columns: z.array(columnSchema),
});

export type TableColumn = z.infer<typeof columnSchema>;
export type TableInfo = z.infer<typeof tableSchema>;

const selectTables = `
  select c.oid::text as oid, n.nspname as schema, c.relname as name, c.relrowsecurity as "isRowSecure",
    coalesce((
      select jsonb_agg(jsonb_build_object(
        'name', a.attname, 'type', t.typname, 'castType', format_type(a.atttypid, -1),
        'isKey', coalesce(a.attnum = any (k.conkey), false),
        'readers', array(select r from unnest($1::text[]) r where has_column_privilege(r, c.oid, a.attnum, 'select'))
      ) order by a.attnum)
      from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and (l.prattrs is null or a.attnum = any (l.prattrs))
    ), '[]') as columns
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  left join pg_catalog.pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
  left join pg_catalog.pg_publication_rel l on l.prrelid = c.oid
    and l.prpubid = (select oid from pg_catalog.pg_publication where pubname = $2::text)`;

/** Tables that still exist, in the order of their names, with the columns that the publication tells. */
export async function loadTables(pool: Pool, publication: string, oids: readonly number[]): Promise<TableInfo[]> {
  const { rows } = await pool.query(
    `${selectTables} where c.oid = any ($3::text[]::oid[]) order by n.nspname, c.relname`,
    [tokenRoles, publication, oids.map(String)],
  );
  return z.array(tableSchema).parse(rows);
}

/** Tables of the publication by name, `*` being any. */
export async function loadPublishedTables(
  pool: Pool,
  publication: string,
  schema: string,
  table: string,
): Promise<TableInfo[]> {
  const { rows } = await pool.query(
    `${selectTables}
     join pg_catalog.pg_publication_tables p on p.schemaname = n.nspname and p.tablename = c.relname
     where p.pubname = $2::text and $3::text in ('*', n.nspname) and $4::text in ('*', c.relname)
     order by n.nspname, c.relname`,
    [tokenRoles, publication, schema, table],
  );
  return z.array(tableSchema).parse(rows);
}
