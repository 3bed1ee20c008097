-- What the API signs the tokens of visitors' batches with: one for all its processes, and of no use for anything else.

-- Never granted to anybody, so without row security.
create table if not exists widget_private.journal_secrets (
  id bigint generated always as identity primary key,
  -- 366 random bits; a version 4 UUID has 122.
  secret bytea not null default
    uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
  -- Every process has asked again by then, and knows it when the first of them signs with it.
  signs_from timestamptz not null
);
revoke all on widget_private.journal_secrets from public, anon, authenticated, service_role;
revoke all on sequence widget_private.journal_secrets_id_seq from public, anon, authenticated, service_role;

-- Those that sign or signed a token which is still good, the newest first: [{id, secret, signsFromMs}]. A new one takes over
-- every 30 days; the one before goes 2 days later, as its last tokens are good for 25 hours. Whoever deletes all has every
-- visitor ask for a new token, at the cost of nothing else.
create or replace function widget_private.journal_secrets() returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from widget_private.journal_secrets s where s.signs_from > now() - interval '30 days') then
    perform pg_advisory_xact_lock(hashtextextended('journal secrets', 0));
    insert into widget_private.journal_secrets (signs_from)
    select case when exists (select from widget_private.journal_secrets) then now() + interval '1 hour' else now() end
    where not exists (select from widget_private.journal_secrets s where s.signs_from > now() - interval '30 days');
    delete from widget_private.journal_secrets s
    where exists (
      select from widget_private.journal_secrets later
      where later.signs_from > s.signs_from and later.signs_from < now() - interval '2 days'
    );
  end if;
  return (
    select jsonb_agg(
      jsonb_build_object(
        'id', s.id, 'secret', encode(s.secret, 'base64'), 'signsFromMs', floor(extract(epoch from s.signs_from) * 1000)
      ) order by s.signs_from desc, s.id desc
    )
    from widget_private.journal_secrets s
  );
end
$$;
revoke all on function widget_private.journal_secrets() from public, anon, authenticated, service_role;
grant execute on function widget_private.journal_secrets() to blunari_api;
