import type { ApiLook, MigrationScript } from '@blunari/db/readiness';
import type { BeforeMigration } from '@blunari/schema/api';

/** What the page that tests the installation asks of it. */
export interface SetupDeps {
  /** How the API's own login finds the database. */
  readonly look: () => Promise<ApiLook>;
  /** What else can be found out while that login does not get in. May reject: the database is away. */
  readonly lookBefore: () => Promise<BeforeMigration>;
  readonly readMigrationScript: () => Promise<MigrationScript>;
}
