/** What Supabase's lints do not look for, as queries over the catalogue: each row is an object that breaks the rule. */
export interface OwnLint {
  readonly rule: string;
  readonly why: string;
  /** Gives the column `subject`. */
  readonly sql: string;
  /** A mistake that it must find; run as the owner. */
  readonly fault: string;
  /** The subject of that mistake. */
  readonly finds: string;
}

const ours = `('public'::regnamespace, 'widget_private'::regnamespace)`;

export const ownLints: readonly OwnLint[] = [
  {
    rule: 'null_acl',
    why: 'Whoever makes an object must say who may use it: a function without rights is for everybody.',
    sql: `
      select oid::regclass::text as subject from pg_class
        where relnamespace in ${ours} and relkind in ('r', 'p', 'v', 'm', 'f', 'S') and relacl is null
      union all select oid::regprocedure::text from pg_proc where pronamespace in ${ours} and proacl is null`,
    fault: `create function widget_private.open_to_all() returns int language sql set search_path = '' as 'select 1'`,
    finds: 'widget_private.open_to_all()',
  },
  {
    rule: 'temporary_types_first',
    why: "Where a search_path does not name it last, '' included, types are looked for in the session's own schema first.",
    sql: `
      select oid::regprocedure::text as subject from pg_proc
      where pronamespace in ${ours} and not coalesce(proconfig @> '{"search_path=pg_catalog, pg_temp"}', false)`,
    fault: `create function widget_private.open_to_types() returns int language sql set search_path = '' as 'select 1'`,
    finds: 'widget_private.open_to_types()',
  },
  {
    rule: 'policy_without_to',
    why: 'It would let in roles that are made later. One that restricts is for these too.',
    sql: `select polrelid::regclass || ' ' || polname as subject from pg_policy where polpermissive and 0 = any (polroles)`,
    fault: 'create policy for_all on public.widget_bookings for select using (tenant_id is null)',
    finds: 'widget_bookings for_all',
  },
  {
    rule: 'policy_with_in_select',
    why: 'Postgres then reads the whole table: 100 ms instead of 0.4 at a million rows. Say = any (array(select ...)).',
    sql: `select schemaname || '.' || tablename || ' ' || policyname as subject from pg_policies
      where concat(qual, ' ', with_check) ~* '\\mIN \\(\\s*SELECT\\M'`,
    fault: `create policy slow on public.widget_bookings for select to authenticated
            using (tenant_id in (select widget_private.my_tenants('viewer')))`,
    finds: 'public.widget_bookings slow',
  },
  {
    rule: 'timestamp_without_zone',
    why: 'The same text is another instant on another server.',
    sql: `select a.attrelid::regclass || '.' || a.attname as subject from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace in ${ours} and c.relkind in ('r', 'p', 'v', 'm') and a.atttypid = 'timestamp'::regtype`,
    fault: 'create table widget_private.notes (at timestamp)',
    finds: 'widget_private.notes.at',
  },
  {
    rule: 'unindexed_foreign_key',
    why: 'A removal of the parent would read the whole table. Partial indexes do not count, nor do INVALID ones.',
    sql: `select conrelid::regclass || ' ' || conname as subject from pg_constraint k
      where contype = 'f' and connamespace in ${ours} and not exists (
        select from pg_index i
        where i.indrelid = k.conrelid and i.indisvalid and i.indpred is null
          and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
      )`,
    fault: 'create table public.notes (booking uuid references public.widget_bookings (id), note text)',
    finds: 'notes notes_booking_fkey',
  },
  {
    rule: 'definer_outside_private',
    why: 'In a schema that PostgREST exposes, everybody with the right to call it acts as its owner.',
    sql: `select oid::regprocedure::text as subject from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`,
    fault: `create function public.act() returns int language sql security definer set search_path = '' as 'select 1'`,
    finds: 'act()',
  },
];
