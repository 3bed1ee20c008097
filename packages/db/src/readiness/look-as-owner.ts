import { z } from 'zod';
import { readMigrationFiles } from '../migrate/migration-files.ts';
import { tablesOfOurs } from '../rollback/rollback-sql.ts';
import { withClient } from '../server/with-client.ts';

const lookSchema = z.object({
  serverVersion: z.string(),
  /** Whether a table `public.tenants` is there; the migration makes one where it is not. */
  hasTenants: z.boolean(),
  isMigrated: z.boolean(),
  /** Tables with a name of ours. */
  tableCount: z.int(),
  /** Whether `blunari_api` may log in, with whatever password. */
  canApiLogIn: z.boolean(),
});

/** What the owner of the tables sees before the API itself gets in. Counts and names, no row of anybody. */
export type OwnerLook = z.infer<typeof lookSchema> & { readonly expectedTableCount: number };

/** How many tables the migrations make. */
export async function readExpectedTableCount(): Promise<number> {
  return tablesOfOurs(await readMigrationFiles()).length;
}

/** Reads the catalogue as `postgres`; changes nothing. Rejects where the database does not answer. */
export async function lookAsOwner(ownerUrl: string): Promise<OwnerLook> {
  const names = tablesOfOurs(await readMigrationFiles());
  return withClient(
    ownerUrl,
    async (client) => {
      const { rows } = await client.query(
        `select current_setting('server_version') as "serverVersion",
         to_regclass('public.tenants') is not null as "hasTenants",
         to_regprocedure('widget_private.verify()') is not null as "isMigrated",
         (select count(*)::int from unnest($1::text[]) as n (name) where to_regclass(n.name) is not null) as "tableCount",
         exists (
           select from pg_catalog.pg_roles where rolname = 'blunari_api' and rolcanlogin
         ) as "canApiLogIn"`,
        [names],
      );
      return { ...lookSchema.parse(rows[0]), expectedTableCount: names.length };
    },
    { connectTimeoutMs: 8_000 },
  );
}
