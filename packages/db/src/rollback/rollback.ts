import { runStatements } from '../migrate/apply-file.ts';
import { readMigrationFiles } from '../migrate/migration-files.ts';
import { splitStatements } from '../migrate/split-statements.ts';
import { withTurn } from '../migrate/with-turn.ts';
import { buildRollback } from './rollback-sql.ts';

/**
 * Removes all that the migrations made, data included, and nothing else. Run it as the owner; it may be run again after
 * it was cut off. Throws MigrationError, with the statement, where an object of somebody else needs one of ours.
 */
export async function rollback(
  ownerUrl: string,
  onProgress: (sentence: string) => void = () => undefined,
): Promise<void> {
  const sql = await buildRollback(await readMigrationFiles());
  await withTurn(ownerUrl, onProgress, async (client) => {
    await runStatements(client, 'widget-management-rollback.sql', splitStatements(sql), () => undefined);
  });
}
