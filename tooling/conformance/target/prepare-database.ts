import { Client } from 'pg';
import { tablesOf } from './table-names.ts';
import type { Target } from './target.ts';

/** Makes the run's tables, triggers and policies. Resolves with what removes them, and everybody the cases made. */
export async function prepareDatabase({ databaseUrl, prefix }: Target): Promise<() => Promise<void>> {
  const clean = (): Promise<void> => runScript(databaseUrl, cleaningSql(prefix));
  try {
    await runScript(databaseUrl, `${tablesSql(prefix)}\n${policiesSql(prefix)}`);
  } catch (error) {
    await clean();
    throw error;
  }
  return clean;
}

async function runScript(connectionString: string, script: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(script);
  } finally {
    await client.end();
  }
}

/**
 * `notes` has owners and row level security, `open` has neither and tells its old rows in full, `unpublished` is in no
 * publication, `announced` broadcasts its changes to the topic in its rows.
 */
function tablesSql(prefix: string): string {
  const { notes, open, unpublished, announced } = tablesOf(prefix);
  return `
    create table public.${notes} (
      id bigint generated always as identity primary key, owner uuid, value text, details text, nullable_value text,
      amount int, ratio numeric, tags text[], body jsonb, is_done boolean, noted_at timestamptz, secret text);
    alter table public.${notes} enable row level security;
    revoke all on public.${notes} from public, anon, authenticated;
    grant select (id, owner, value, details, nullable_value, amount, ratio, tags, body, is_done, noted_at)
      on public.${notes} to authenticated;
    grant select on public.${notes} to service_role;
    create policy read_own on public.${notes} for select to authenticated
      using (owner is null or owner = (select auth.uid()));
    create table public.${open} (id bigint generated always as identity primary key, value text, details text);
    alter table public.${open} replica identity full;
    grant select on public.${open} to anon, authenticated, service_role;
    alter publication supabase_realtime add table public.${notes}, public.${open};
    create table public.${unpublished} (id bigint generated always as identity primary key, value text);
    grant select on public.${unpublished} to anon, authenticated;
    create table public.${announced} (id bigint generated always as identity primary key, topic text, value text);
    create function public.${announced}_broadcast() returns trigger language plpgsql security definer set search_path = ''
      as $body$
    begin
      perform realtime.broadcast_changes(coalesce(new.topic, old.topic), tg_op, tg_op, tg_table_name, tg_table_schema, new, old);
      return null;
    end $body$;
    create trigger announce after insert or update or delete on public.${announced}
      for each row execute function public.${announced}_broadcast();`;
}

/** Topics below the prefix: `room:` may be read and written, `read-only:` read, `own:<id>` used by that person, others nothing. */
function policiesSql(prefix: string): string {
  const mayRead = `starts_with(topic, '${prefix}:room:') or starts_with(topic, '${prefix}:read-only:')
    or topic = '${prefix}:own:' || (select auth.uid())::text`;
  const mayWrite = `starts_with(topic, '${prefix}:room:') or topic = '${prefix}:own:' || (select auth.uid())::text`;
  return `
    create policy ${prefix}_read on realtime.messages for select to authenticated
      using (topic = (select realtime.topic()) and (${mayRead}));
    create policy ${prefix}_write on realtime.messages for insert to authenticated
      with check (topic = (select realtime.topic()) and (${mayWrite}));`;
}

function cleaningSql(prefix: string): string {
  const tables = tablesOf(prefix);
  return `
    drop policy if exists ${prefix}_read on realtime.messages;
    drop policy if exists ${prefix}_write on realtime.messages;
    ${Object.values(tables)
      .map((table) => `drop table if exists public.${table};`)
      .join('\n')}
    drop function if exists public.${tables.announced}_broadcast();
    delete from auth.users where starts_with(email, '${prefix}');`;
}
