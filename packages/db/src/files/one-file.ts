import { historySql } from '../migrate/history.ts';
import { lastVersionOf, type MigrationFile } from '../migrate/migration-files.ts';
import { inSteps } from './in-steps.ts';

const header = `-- Blunari Widgets: everything for the database in one file, for the Supabase SQL editor or psql -v ON_ERROR_STOP=1 -f.
-- Generated from packages/db/migrations by "pnpm --filter @blunari/db generate:sql". Change those, not this.
--
-- It changes no table that is there already, stops before any change where a name is taken, and may be run again at any
-- time, also after it was cut off. It commits step by step, so that nobody who writes tenants waits for the whole.
`;

/** All migrations as one script that is sent as it is: own transactions, the history's rows last, no result set. */
export function buildOneFile(files: readonly MigrationFile[]): string {
  const steps = files.map((file) => `\n-- ==== ${file.fileName} ====\n\n${inSteps(file.sql).trimEnd()}\n`);
  const rows = files.map(({ version, name }) => `  ('${version}', '${name}')`);
  const history = `${historySql};
insert into supabase_migrations.schema_migrations (version, name)
values
${rows.join(',\n')}
on conflict (version) do nothing;`;
  const refusal = inSteps(refuseLaterRelease(lastVersionOf(files)));
  return `${header}\n-- ==== not into a later release ====\n\n${refusal}\n${steps.join('')}\n-- ==== history, as the Supabase CLI keeps it ====\n\n${inSteps(history)}\n`;
}

/** As the migrator asks: an earlier file would give a later release its own definitions back. */
const refuseLaterRelease = (lastVersion: string): string => `do $$
begin
  if (
    select substring(p.prosrc from 'migrations up to ([0-9]{14})') > '${lastVersion}'
    from pg_catalog.pg_proc p where p.oid = to_regprocedure('widget_private.verify()')
  ) then
    raise exception 'A later release of the widgets has migrated this database. Nothing was changed. Take its file instead.'
      using errcode = 'object_not_in_prerequisite_state';
  end if;
end
$$;`;
