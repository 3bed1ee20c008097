-- Only where our own gateway serves Realtime: it listens for the notice of each committed message and then reads the
-- row. A rolled-back message, such as the probe of a permission, gives no notice.
create or replace function realtime.announce_message() returns trigger language plpgsql set search_path = '' as $$
begin
  perform pg_catalog.pg_notify(
    'realtime_messages',
    pg_catalog.json_build_object(
      'id', new.id, 'inserted_at', new.inserted_at, 'topic', new.topic, 'extension', new.extension,
      'private', new.private
    )::text
  );
  return null;
end
$$;
alter function realtime.announce_message() owner to supabase_realtime_admin;
revoke all on function realtime.announce_message() from public;

-- A notice holds 8000 bytes at most, and no client can join a topic of more than 255: a longer one must not lose its row.
create or replace trigger announce_message after insert on realtime.messages
  for each row when (octet_length(new.topic) <= 1000) execute function realtime.announce_message();
