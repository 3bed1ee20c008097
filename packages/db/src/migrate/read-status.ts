import { withClient } from '../server/with-client.ts';
import { askPatiently } from './apply-file.ts';
import { appliedVersions } from './history.ts';
import { readMigrationFiles } from './migration-files.ts';
import { verifyRelease, type Finding } from './verify.ts';

export interface MigrationStatus {
  readonly files: readonly { readonly fileName: string; readonly isApplied: boolean }[];
  /** Checks that fail; all of them, where nothing is installed, are one. */
  readonly wrong: readonly Finding[];
}

/** Which migrations a database has by its history, and whether the database agrees. Changes nothing. */
export async function readStatus(ownerUrl: string): Promise<MigrationStatus> {
  const files = await readMigrationFiles();
  return withClient(ownerUrl, async (client) => {
    const done = await appliedVersions(client);
    const findings = await askPatiently(client, () => verifyRelease(client));
    return {
      files: files.map(({ fileName, version }) => ({ fileName, isApplied: done.has(version) })),
      wrong: findings.filter(({ result }) => result !== 'ok'),
    };
  });
}
