-- Settings that wait to be published: what holds of a draft, whoever writes it, and who hears of it.

-- Named so that it runs before guard_widget, whose new version no draft can know yet.
create or replace function widget_private.guard_draft() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.draft is null then
    new.draft_base_version := null;
  else
    -- A tool that does not say what its draft is based on has seen what is live.
    new.draft_base_version := coalesce(new.draft_base_version, old.version);
    if new.draft_base_version not between 1 and old.version then
      raise exception 'A draft is based on a version that this widget has had.' using errcode = 'WB006';
    end if;
  end if;
  new.draft_version := old.draft_version;
  if new.draft is distinct from old.draft or new.publish_mode is distinct from old.publish_mode
    or new.draft_base_version is distinct from old.draft_base_version then
    new.draft_version := old.draft_version + 1;
  end if;
  return new;
end
$$;
revoke all on function widget_private.guard_draft() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_configurations'::regclass and tgname = 'guard_draft'
  ) then
    create trigger guard_draft before update on public.widget_configurations
      for each row execute function widget_private.guard_draft();
  end if;
end
$$;

-- Told to colleagues alone: visitors hear of a draft when it is published.
create or replace function widget_private.announce_draft() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(
    jsonb_build_object(
      'id', new.id, 'version', new.version, 'draftVersion', new.draft_version, 'publishMode', new.publish_mode,
      'draft', case when new.draft is not null
        then jsonb_build_object('config', new.draft, 'baseVersion', new.draft_base_version)
      end,
      'changedBy', auth.uid(), 'updatedAt', widget_private.iso(new.updated_at),
      'committedAt', widget_private.iso(clock_timestamp())
    ),
    'widget_draft.changed', 'tenant:' || new.tenant_id, true
  );
  return null;
end
$$;
revoke all on function widget_private.announce_draft() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_configurations'::regclass and tgname = 'announce_draft'
  ) then
    create trigger announce_draft after update on public.widget_configurations
      for each row when (old.draft_version is distinct from new.draft_version)
      execute function widget_private.announce_draft();
  end if;
end
$$;
