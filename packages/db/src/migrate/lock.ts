/** Any constant of ours: of two migrators on one database one waits, then sees what the other did. */
export const MIGRATION_LOCK = 7_261_350_042;

/**
 * Lets a transaction last as long as it takes, whatever a product set for its database, from the statement after this
 * one; locks are still given up as it says. `transaction_timeout` is of Postgres 17 and later. Each is asked for by its name:
 * `pg_settings` writes out all that there are, at every step of every migration.
 */
export const LAST_WITHOUT_END = `do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;`;
