-- Only where our own gateway serves Realtime: it listens for the notice of each committed message. A rolled-back message,
-- such as the probe of a permission, gives no notice. Event and payload come with the notice, a line each, if all of it
-- has the less than 8000 bytes that a notice may have; else the one who listens reads the row.
create or replace function realtime.announce_message() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  head text := pg_catalog.json_build_object(
    'id', new.id, 'inserted_at', new.inserted_at, 'topic', new.topic, 'extension', new.extension,
    'private', new.private
  )::text;
  whole text := pg_catalog.concat_ws(
    E'\n', head, pg_catalog.to_json(coalesce(new.event, '')), coalesce(new.payload, 'null')
  );
begin
  perform pg_catalog.pg_notify(
    'realtime_messages',
    case when new.binary_payload is null and pg_catalog.octet_length(whole) < 8000 then whole else head end
  );
  return null;
end
$$;
alter function realtime.announce_message() owner to supabase_realtime_admin;
revoke all on function realtime.announce_message() from public;

-- A notice that is too long would lose its row, and no client can join a topic of more than 255 bytes.
create or replace trigger announce_message after insert on realtime.messages
  for each row when (octet_length(new.topic) <= 1000) execute function realtime.announce_message();
