-- Restaurants of a roll-out, and what happened in it, page by page.

create or replace function widget_private.rollout_tenants(
  of_flag text, search text, only_those text, of_batch integer, after uuid, how_many integer
) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags := widget_private.flag_for_staff(of_flag);
  answer jsonb;
begin
  with members as materialized (
    select b.*, coalesce(t.name::text, '') as name, coalesce(to_jsonb(t) ->> 'slug', '') as slug
    from widget_private.rollout_members(flag) b join public.tenants t on t.id = b.tenant_id
  ), page as (
    select m.* from members m
    where (of_batch is null or m.batch = of_batch)
      and (coalesce(search, '') = '' or strpos(lower(m.name || ' ' || m.slug), lower(search)) > 0)
      and case only_those
        when 'moved' then m.is_on when 'not-moved' then not m.is_on when 'by-hand' then m.by_hand is not null else true
      end
      and (after is null or (m.name, m.tenant_id) > (select l.name, l.tenant_id from members l where l.tenant_id = after))
    order by m.name, m.tenant_id
    limit how_many
  )
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'id', p.tenant_id, 'name', p.name, 'slug', p.slug, 'hasEditor', p.is_on,
        'byHand', case p.by_hand when true then 'editor' when false then 'form' end,
        'reason', coalesce(o.reason, ''), 'place', p.place, 'batch', p.batch,
        'saves', coalesce(s.saves, 0), 'errors', coalesce(s.errors, 0)
      )
      order by p.name, p.tenant_id
    ),
    '[]'
  )
  into answer
  from page p
  left join public.widget_feature_flag_overrides o on o.flag_key = flag.key and o.tenant_id = p.tenant_id
  left join lateral (
    select sum(m.saves) as saves, sum(m.errors) as errors
    from public.widget_save_minutes m
    where m.tenant_id = p.tenant_id and m.minute >= now() - interval '24 hours'
  ) as s on true;
  return answer;
end
$$;
revoke all on function widget_private.rollout_tenants(text, text, text, integer, uuid, integer)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_tenants(text, text, text, integer, uuid, integer) to authenticated;

-- Newest first. That a batch passed or began is said by the change of the share.
create or replace function widget_private.rollout_audit(of_flag text, before_entry uuid, how_many integer) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  answer jsonb;
begin
  perform widget_private.flag_for_staff(of_flag);
  with page as (
    select a.* from public.widget_audit a
    where a.action like 'widget\_%'
      and a.action = any (array[
        'widget_feature_flags.update', 'widget_feature_flag_overrides.insert', 'widget_feature_flag_overrides.update',
        'widget_feature_flag_overrides.delete', 'widget_rollouts.insert', 'widget_rollouts.update', 'widget_rollouts.delete'
      ])
      and split_part(a.subject, ' ', 1) = of_flag
      and not (
        a.action = 'widget_rollouts.update' and (
          a.after ->> 'status' = 'done'
          or a.after ->> 'status' = 'running' and a.before ->> 'status' in ('planned', 'rolled_back')
        )
      )
      and (
        before_entry is null
        or (a.done_at, a.id) < (select b.done_at, b.id from public.widget_audit b where b.id = before_entry)
      )
    order by a.done_at desc, a.id desc
    limit how_many
  )
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'id', p.id, 'at', widget_private.iso(p.done_at), 'actorName', widget_private.name_of(p.actor),
        'action', p.action, 'before', p.before, 'after', p.after, 'reason', p.reason,
        'tenantId', t.id, 'tenantName', coalesce(t.name::text, '')
      )
      order by p.done_at desc, p.id desc
    ),
    '[]'
  )
  into answer from page p left join public.tenants t on t.id = p.tenant_id;
  return answer;
end
$$;
revoke all on function widget_private.rollout_audit(text, uuid, integer) from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_audit(text, uuid, integer) to authenticated;
