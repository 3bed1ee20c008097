-- A session is what its events come to together. An event alone is a session of which that is all that is known; such parts
-- are put together here, and come to the same in whatever order and however often they arrive.

-- Puts parts of sessions, each of one event, together with what is known of them, and answers what that changes in the counts:
-- a session is taken off as it was, and counted as it is. The caller holds lock_insights of each restaurant.
create or replace function widget_private.join_sessions(parts widget_private.insight_sessions[])
returns widget_private.insight_count[] language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  counts widget_private.insight_count[];
begin
  with part as materialized (
    select p.*, row_number() over (order by p.first_at, p.first_id) as turn from unnest(parts) as p
  ), heard as (
    select
      p.tenant_id, p.widget_id, p.session_id, min(p.turn) as turn, bool_or(p.converted) as converted,
      coalesce((array_agg(distinct p.reached[1] collate "C") filter (where p.reached <> '{}'))[:16], '{}') as reached,
      coalesce((array_agg(distinct p.turned_away[1] collate "C") filter (where p.turned_away <> '{}'))[:20], '{}') as turned_away
    from part p
    group by 1, 2, 3
  ), met as materialized (
    select
      k as before, row(
        h.tenant_id, h.widget_id, h.session_id, first.at, first.id, first.local_date, first.traits,
        widget_private.lowest_of(k.reached, h.reached, 16), widget_private.lowest_of(k.turned_away, h.turned_away, 20),
        h.converted or k.converted is true
      )::widget_private.insight_sessions as after
    from heard h
    join part f using (turn)
    left join widget_private.insight_sessions k
      on k.tenant_id = h.tenant_id and k.widget_id = h.widget_id and k.session_id = h.session_id
    cross join lateral (
      select f.first_at, f.first_id, f.local_date, f.traits
      where k.session_id is null or (f.first_at, f.first_id) < (k.first_at, k.first_id)
      union all
      select k.first_at, k.first_id, k.local_date, k.traits
      where (k.first_at, k.first_id) <= (f.first_at, f.first_id)
    ) as first (at, id, local_date, traits)
  ), moved as materialized (
    select m.before, m.after from met m where m.after is distinct from m.before
  ), kept as (
    insert into widget_private.insight_sessions as s
      (tenant_id, widget_id, session_id, first_at, first_id, local_date, traits, reached, turned_away, converted)
    select (m.after).* from moved m order by (m.after).tenant_id, (m.after).widget_id, (m.after).session_id
    on conflict (tenant_id, widget_id, session_id) do update set
      first_at = excluded.first_at,
      first_id = excluded.first_id,
      local_date = excluded.local_date,
      traits = excluded.traits,
      reached = excluded.reached,
      turned_away = excluded.turned_away,
      converted = excluded.converted
  ), change as (
    select (m.after).*, 1 as sign from moved m
    union all
    select (m.before).*, -1 from moved m where (m.before).session_id is not null
  )
  select array_agg(row(
    c.tenant_id, c.widget_id, c.local_date, c.traits, c.reached, c.turned_away, null, 0, 0, 0, c.sign,
    c.sign * c.converted::integer, 0, 0, null
  )::widget_private.insight_count) into counts
  from change c;
  return counts;
end
$$;
revoke all on function widget_private.join_sessions(widget_private.insight_sessions[])
  from public, anon, authenticated, service_role;
