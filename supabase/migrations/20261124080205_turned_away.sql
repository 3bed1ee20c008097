-- What the roll-ups by day have no place for: sessions that wanted a time and saw none, and what was not counted at all.

-- Per local day that the session counts on. What restaurants lose to rules and full rooms, by the day and time that was
-- wanted ('' where none was chosen), the party, and the rule that refused it.
create table if not exists public.widget_turned_away (
  tenant_id uuid not null,
  widget_id uuid not null,
  local_date date not null,
  wanted_date date not null,
  wanted_time text not null default '' check (wanted_time = '' or wanted_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  party_size integer not null check (party_size between 0 and 10000),
  -- 'other', of the day itself and a party of 0, is what a day has no more room for.
  rule text not null check (char_length(rule) between 1 and 32),
  sessions integer not null default 0,
  primary key (tenant_id, widget_id, local_date, wanted_date, wanted_time, party_size, rule)
) with (fillfactor = 70);

-- Events that came and were not counted, on the day they came, and why.
create table if not exists public.widget_dropped_visits (
  tenant_id uuid not null,
  widget_id uuid not null,
  local_date date not null,
  reason text not null check (reason in ('bot', 'prefetch', 'invalid', 'late')),
  events bigint not null default 0,
  primary key (tenant_id, widget_id, local_date, reason)
) with (fillfactor = 70);

do $$
declare
  made text;
begin
  -- Locks the table against everyone even when it is on already.
  foreach made in array array['widget_turned_away', 'widget_dropped_visits'] loop
    if not (select relrowsecurity from pg_catalog.pg_class where oid = format('public.%I', made)::regclass) then
      execute format('alter table public.%I enable row level security', made);
    end if;
  end loop;
end
$$;
revoke all on public.widget_turned_away, public.widget_dropped_visits from public, anon, authenticated, service_role;
grant select on public.widget_turned_away, public.widget_dropped_visits to authenticated, service_role;

do $$
declare
  wanted text;
begin
  foreach wanted in array array['widget_turned_away', 'widget_dropped_visits'] loop
    if not exists (
      select from pg_catalog.pg_policies p
      where p.schemaname = 'public' and p.tablename = wanted and p.policyname = 'members_read'
    ) then
      execute format(
        'create policy members_read on public.%I for select to authenticated '
        'using (tenant_id = any (array(select widget_private.insight_tenants())))',
        wanted
      );
    end if;
  end loop;
end
$$;
