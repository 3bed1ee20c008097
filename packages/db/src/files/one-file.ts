import { historySql } from '../migrate/history.ts';
import type { MigrationFile } from '../migrate/migration-files.ts';
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
  return `${header}${steps.join('')}\n-- ==== history, as the Supabase CLI keeps it ====\n\n${inSteps(history)}\n`;
}
