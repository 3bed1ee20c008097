-- Restaurants that tests made: nothing would name them once their list is gone. Before all else, while they still go with all
-- that is theirs.
begin;
do $$
declare
  waiting uuid[];
  made uuid;
  reason text;
  -- For all of them together: what keeps one in use may keep each.
  waits integer := 0;
begin
  if to_regclass('widget_private.test_tenants') is null or to_regclass('public.tenants') is null then
    return;
  end if;
  execute 'select array(select tenant_id from widget_private.test_tenants order by 1)' into waiting;
  perform set_config('lock_timeout', '500ms', true);
  while cardinality(waiting) > 0 and waits < 20 loop
    made := waiting[1];
    waiting := waiting[2:];
    begin
      reason := 'the product keeps it';
      -- The list before the restaurant, as a test that ends takes them.
      execute 'select from widget_private.test_tenants where tenant_id = $1 for update' using made;
      execute 'delete from public.tenants where id = $1' using made;
    exception
      when lock_not_available or deadlock_detected then
        waiting := waiting || made;
        waits := waits + 1;
        perform pg_sleep(0.1);
        continue;
      -- Whatever a product has against it, its rows or a trigger: that keeps nothing else from being removed.
      when others then reason := sqlerrm;
    end;
    if exists (select from public.tenants t where t.id = made) then
      raise warning 'The restaurant % of a test stays, remove it by hand: %', made, reason;
    end if;
  end loop;
  foreach made in array waiting loop
    raise warning 'The restaurant % of a test stays, remove it by hand: it was in use', made;
  end loop;
end
$$;
commit;

