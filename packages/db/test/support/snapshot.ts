import { z } from 'zod';
import { query } from './query.ts';

/** Everything in the catalogue that people make, as ordered lines of text; two equal lists are equal databases. */
export async function snapshot(url: string): Promise<readonly string[]> {
  const rows = await query(url, sql);
  return z
    .array(z.object({ line: z.string() }))
    .parse(rows)
    .map(({ line }) => line);
}

const ownSchemas = `select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'`;

/** The rights of an object, in an order of their own: granting and taking back may leave another one. */
const acl = (column: string, kind: string, owner: string): string =>
  `(select coalesce(string_agg(a.item, ' ' order by a.item), '') from unnest(coalesce(${column}, acldefault('${kind}', ${owner}))::text[]) as a (item))`;

const sql = `
with n as (${ownSchemas}),
c as (select c.*, n.nspname || '.' || c.relname as name from pg_class c join n on n.oid = c.relnamespace),
lines (kind, line) as (
  select 'schema', concat_ws(' ', s.nspname, s.nspowner::regrole, ${acl('s.nspacl', 'n', 's.nspowner')}, obj_description(s.oid, 'pg_namespace'))
    from pg_namespace s join n on n.oid = s.oid
  union all select 'class', concat_ws(' ', name, relkind, relowner::regrole, relrowsecurity, relforcerowsecurity, relreplident, reloptions::text,
    ${acl('relacl', 'r', 'relowner')}, obj_description(oid, 'pg_class')) from c where relkind <> 'i'
  union all select 'column', concat_ws(' ', c.name, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attacl::text)
    from c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where c.relkind <> 'i'
  union all select 'constraint', concat_ws(' ', c.name, k.conname, pg_get_constraintdef(k.oid), k.convalidated) from pg_constraint k join c on c.oid = k.conrelid
  union all select 'index', concat_ws(' ', c.name, pg_get_indexdef(i.indexrelid), i.indisvalid) from pg_index i join c on c.oid = i.indexrelid
  union all select 'trigger', concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled) from pg_trigger t join c on c.oid = t.tgrelid where not t.tgisinternal
  union all select 'policy', concat_ws(' ', schemaname, tablename, policyname, permissive, roles::text, cmd, qual, with_check) from pg_policies
  union all select 'function', concat_ws(' ', p.oid::regprocedure, p.proowner::regrole, p.prosecdef, p.provolatile, p.proconfig::text, md5(p.prosrc), ${acl('p.proacl', 'f', 'p.proowner')})
    from pg_proc p join n on n.oid = p.pronamespace
  union all select 'type', concat_ws(' ', t.typname, t.typtype, (select string_agg(e.enumlabel, ',' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid))
    from pg_type t join n on n.oid = t.typnamespace where t.typtype in ('e', 'd')
  union all select 'publication', concat_ws(' ', p.pubname, p.pubowner::regrole, p.puballtables, (select string_agg(t.schemaname || '.' || t.tablename, ',' order by t.tablename) from pg_publication_tables t where t.pubname = p.pubname))
    from pg_publication p
  union all select 'defaults', concat_ws(' ', defaclrole::regrole, defaclnamespace::regnamespace, defaclobjtype, defaclacl::text) from pg_default_acl
  union all select 'role', concat_ws(' ', rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls, rolconfig::text) from pg_roles where rolname !~ '^pg_'
  union all select 'member', concat_ws(' ', roleid::regrole, member::regrole, admin_option) from pg_auth_members
  union all select 'extension', extname from pg_extension
)
select kind || ' ' || line as line from lines order by 1`;
