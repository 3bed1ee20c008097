import { query } from './query.ts';

/** Makes each statement of some kinds take 100 ms, and notes how long it could have waited for a lock. */
export async function slowDown(superuserUrl: string, tags: readonly string[]): Promise<void> {
  await query(
    superuserUrl,
    `create schema slow; create table slow.waits (id integer generated always as identity, lock_timeout text);
     create function slow.down() returns event_trigger language plpgsql security definer as $$
     begin
       insert into slow.waits (lock_timeout) values (current_setting('lock_timeout'));
       perform pg_sleep(0.1);
     end $$;
     create event trigger slow_down on ddl_command_end when tag in (${tags.map((tag) => `'${tag}'`).join(', ')})
       execute function slow.down()`,
  );
}

/** What was noted, in the order of the statements. */
export async function waitsLeft(superuserUrl: string): Promise<readonly string[]> {
  const rows = await query(superuserUrl, 'select lock_timeout from slow.waits order by id');
  return rows.map((row) => String(row['lock_timeout']));
}
