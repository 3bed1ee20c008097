-- What of ours has another definition than these migrations give it, as on a database of an earlier release: where it was
-- there already, they left it. Where somebody uses a table, all of it is given up after 100 ms and tried again.
begin;
do $$
declare
  -- The product's own tables last: nobody waits for them while we wait for ours.
  mends text[] := array(
    select case v.kind when 'constraint' then rtrim(v.mend, ';') || ' not valid' else v.mend end
    from widget_private.verify() with ordinality as v (kind, subject, result, mend, at)
    where v.kind = 'policy' and v.mend like '%create policy %'
      or v.kind = 'trigger' and v.mend like '%CREATE TRIGGER %'
      or v.kind = 'constraint' and v.mend like '% add constraint % CHECK %'
    order by split_part(v.subject, ' ', 1) in ('public.tenants', 'public.tenant_members'),
      v.subject like 'realtime.messages %', v.at
  );
  mend text;
  refused text[];
  begun timestamptz;
begin
  for attempt in 1..200 loop
    begin
      refused := '{}';
      begun := clock_timestamp();
      foreach mend in array mends loop
        -- For all of them together: the locks of the earlier ones are held meanwhile.
        perform set_config(
          'lock_timeout', greatest(100 - (1000 * extract(epoch from clock_timestamp() - begun))::integer, 1) || 'ms', true
        );
        begin
          execute mend;
        exception
          when lock_not_available or deadlock_detected then raise;
          -- Such as for a column that is away: it keeps no other from being mended, and the checks name both.
          when others then refused := refused || format('%s %s', sqlerrm, mend);
        end;
      end loop;
      foreach mend in array refused loop
        raise warning 'Not mended: %', mend;
      end loop;
      return;
    exception
      when lock_not_available or deadlock_detected then perform pg_sleep(0.05);
    end;
  end loop;
  raise exception 'The tables of the widgets were in use all the time. Run this again at a calmer hour.'
    using errcode = 'lock_not_available';
end
$$;
commit;

-- Rows that are there are held to a changed check in a step of its own, which keeps nobody waiting: its lock is in no way
-- but a vacuum's, and so waits for one however impatient the database is.
begin;
do $$
declare
  mend text;
begin
  perform set_config('lock_timeout', '0', true);
  for mend in
    select v.mend from widget_private.verify() v where v.kind = 'constraint' and v.mend like '% validate constraint %'
  loop
    execute mend;
  end loop;
end
$$;
commit;
