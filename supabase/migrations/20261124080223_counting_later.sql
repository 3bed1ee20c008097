-- Counting what is stored and not counted yet, by any number of processes at once.

-- The restaurants that something waits of to be counted, those first that have waited for longest: by one look into the index
-- for each, however much of one waits. The queue is mostly empty, which is what the planner knows of it.
create or replace function widget_private.uncounted_tenants() returns setof uuid
language sql volatile set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
  with recursive waiting as (
    (select u.tenant_id, u.id from widget_private.uncounted_visits u order by u.tenant_id, u.id limit 1)
    union all
    select next.*
    from waiting w
    cross join lateral (
      select u.tenant_id, u.id from widget_private.uncounted_visits u
      where u.tenant_id > w.tenant_id
      order by u.tenant_id, u.id
      limit 1
    ) as next
  )
  select w.tenant_id from waiting w order by w.id
$$;
revoke all on function widget_private.uncounted_tenants() from public, anon, authenticated, service_role;

-- Takes the totals of `most` of them, until the caller's transaction ends; waits for nobody. Passed over is who is being
-- counted or written at this moment, whom a job is at work on, and whose row somebody has for themselves.
create or replace function widget_private.lock_uncounted(most integer) returns uuid[]
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  waiting uuid;
  locked uuid[] := '{}'::uuid[];
begin
  for waiting in select t from widget_private.uncounted_tenants() as t loop
    exit when cardinality(locked) >= most;
    continue when not widget_private.keep_jobs_away(waiting);
    continue when not pg_try_advisory_xact_lock(hashtextextended('insights ' || waiting, 0));
    perform from public.tenants t where t.id = waiting for key share skip locked;
    -- Of a restaurant that is gone by now, what waits goes too.
    continue when not found and exists (select from public.tenants t where t.id = waiting);
    locked := locked || waiting;
  end loop;
  return locked;
end
$$;
revoke all on function widget_private.lock_uncounted(integer) from public, anon, authenticated, service_role;

-- Counts some of what waits, of 100 restaurants and 4,000 events or little more; the API calls it until there is nothing.
-- Answers how many events there were: none too where two others count, who leave what came meanwhile to their next call.
-- More of them would share the same few restaurants, and find less to count together.
create or replace function widget_private.count_visits() returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  may_count boolean := pg_try_advisory_xact_lock(hashtextextended('count visits', 1))
    or pg_try_advisory_xact_lock(hashtextextended('count visits', 2));
begin
  if not may_count or not widget_private.lock_visits() then
    return 0;
  end if;
  return widget_private.count_uncounted(widget_private.lock_uncounted(100), 4000);
end
$$;
revoke all on function widget_private.count_visits() from public, anon, authenticated, service_role;
grant execute on function widget_private.count_visits() to blunari_api;
