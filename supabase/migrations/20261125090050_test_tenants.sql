-- Restaurants that exist for a test of the installation alone. They are here before everything that leaves them out: they
-- take no part in a roll-out, count nowhere, and are no place where anybody works.

-- Never granted to anybody, so without row security.
create table if not exists widget_private.test_tenants (
  tenant_id uuid primary key,
  -- Who tests. The restaurant to knock at is theirs to sweep as well, though they are no member of it.
  tester uuid not null,
  -- The restaurants of one test have the same.
  run_id uuid not null default gen_random_uuid(),
  used_at timestamptz not null default clock_timestamp()
);
revoke all on widget_private.test_tenants from public, anon, authenticated, service_role;
