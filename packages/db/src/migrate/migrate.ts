import type { ClientBase } from 'pg';
import { withClient } from '../server/with-client.ts';
import { appliedVersions, ensureHistory, recordVersion } from './history.ts';
import { readMigrationFiles, type MigrationFile } from './migration-files.ts';
import { splitStatements } from './split-statements.ts';

export interface MigrateOptions {
  /** Told the file name of each migration as it begins. Default: nothing. */
  readonly onFile?: (fileName: string) => void;
}

export interface MigrateResult {
  /** File names of the migrations that this call applied, in order. */
  readonly applied: readonly string[];
  /** How many were there already. */
  readonly skippedCount: number;
}

/** Any constant of ours: of two migrators on one database one waits, then sees what the other did. */
const lockKey = 7_261_350_042;

/**
 * Applies the migrations that the database does not have yet, each in its own transaction, oldest first.
 * Run it as the owner, `postgres`; on a plain Postgres after the Supabase layout. Throws MigrationError.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<MigrateResult> {
  const files = await readMigrationFiles();
  return withClient(ownerUrl, async (client) => {
    // "already exists, skipping" is what the second time is for.
    await client.query(`set client_min_messages = 'warning'`);
    await client.query('select pg_advisory_lock($1::bigint)', [lockKey]);
    await ensureHistory(client);
    const done = await appliedVersions(client);
    const pending = files.filter((file) => !done.has(file.version));
    for (const file of pending) {
      options.onFile?.(file.fileName);
      await applyFile(client, file);
    }
    return { applied: pending.map((file) => file.fileName), skippedCount: files.length - pending.length };
  });
}

/** A migration that failed: which file, line and statement. Nothing of that file is left behind. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

async function applyFile(client: ClientBase, file: MigrationFile): Promise<void> {
  const statements = splitStatements(file.sql);
  await client.query('begin');
  for (const { text, line } of statements) {
    try {
      await client.query(text);
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      const reason = error instanceof Error ? error.message : String(error);
      const begin = text.replace(/^(?:\s+|--[^\n]*)+/, '').slice(0, 120);
      throw new MigrationError(
        `${file.fileName}, line ${line}: ${reason}\nThe statement begins: ${begin}\nNothing of this file was kept; mend the cause and run it again.`,
        { cause: error },
      );
    }
  }
  await recordVersion(
    client,
    file,
    statements.map((statement) => statement.text),
  );
  await client.query('commit');
}
