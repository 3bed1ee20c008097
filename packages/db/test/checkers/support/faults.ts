interface Fault {
  /** Run as the owner of a migrated database. */
  readonly sql: string;
  /** The lint's name and the object, as its `cache_key` has them. */
  readonly finds: string;
}

/** Mistakes that Supabase's lints must find when a migration makes them; all can be planted at once. */
export const faults: readonly Fault[] = [
  {
    sql: 'create table public.notes (id uuid primary key, booking uuid references public.widget_bookings (id))',
    finds: 'unindexed_foreign_keys_public_notes_notes_booking_fkey',
  },
  {
    sql: 'create view public.people as select id, email from auth.users; grant select on public.people to authenticated',
    finds: 'auth_users_exposed_public_people',
  },
  {
    sql: `create policy slow on public.widget_catering_requests for delete to authenticated
          using (auth.uid() = tenant_id)`,
    finds: 'auth_rls_init_plan_public_widget_catering_requests_slow',
  },
  { sql: 'create table public.keyless (id uuid)', finds: 'no_primary_key_public_keyless' },
  {
    sql: `create policy second on public.widget_catering_requests for select to authenticated
          using (tenant_id is null)`,
    finds: 'multiple_permissive_policies_public_widget_catering_requests_authenticated_SELECT',
  },
  {
    sql: 'alter table public.widget_settings disable row level security',
    finds: 'policy_exists_rls_disabled_public_widget_settings',
  },
  {
    sql: 'create table public.shut (id uuid primary key); alter table public.shut enable row level security',
    finds: 'rls_enabled_no_policy_public_shut',
  },
  {
    sql: `create index one on public.widget_bookings (created_at, id);
          create index two on public.widget_bookings (created_at, id)`,
    finds: 'duplicate_index_public_widget_bookings_{one,two}',
  },
  {
    sql: 'create view public.totals as select count(*) from public.widget_bookings; grant select on public.totals to anon',
    finds: 'security_definer_view_public_totals',
  },
  {
    sql: `create function widget_private.loose() returns int language sql as 'select 1'`,
    finds: 'function_search_path_mutable_widget_private_loose_95adb6e77a0884d9e50232cb8c5c969d',
  },
  {
    sql: 'create table public.open (id uuid primary key); grant select on public.open to anon',
    finds: 'rls_disabled_in_public_public_open',
  },
  {
    sql: `create policy trusting on public.widget_bookings for delete to authenticated
          using ((select auth.jwt()) -> 'user_metadata' ->> 'role' = 'owner')`,
    finds: 'rls_references_user_metadata_public_widget_bookings_trusting',
  },
  {
    sql: 'create materialized view public.sums as select 1 as one; grant select on public.sums to anon',
    finds: 'materialized_view_in_api_public_sums',
  },
  {
    sql: 'create table public.visits (id uuid primary key, session_id text); grant select on public.visits to anon',
    finds: 'sensitive_columns_exposed_public_visits',
  },
  {
    sql: 'create policy careless on public.widget_waitlist for delete to authenticated using (true)',
    finds: 'rls_policy_always_true_public_widget_waitlist_careless',
  },
  {
    sql: 'create index lonely on public.widget_bookings (created_at)',
    finds: 'unused_index_public_widget_bookings_lonely',
  },
];
