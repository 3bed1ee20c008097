import { LAST_WITHOUT_END, MIGRATION_LOCK } from '../migrate/lock.ts';

/**
 * Nothing that a product set for its database ends the wait. To look into any table afterwards is what makes to_regclass()
 * and the like forget the time before it.
 */
const takeTurn = `${LAST_WITHOUT_END}
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(${MIGRATION_LOCK});
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;`;

/**
 * A script whose every transaction waits for its turn: of two runs at once one step at a time is at work, and none while
 * the migrator is. One without `begin;` lines becomes one transaction.
 */
export function inSteps(sql: string): string {
  return /^begin;$/m.test(sql)
    ? sql.replaceAll(/^begin;$/gm, () => `begin;\n${takeTurn}`)
    : `begin;\n${takeTurn}\n${sql.trimEnd()}\ncommit;`;
}
