import type { ClientBase } from 'pg';
import { applyFile, askPatiently, MigrationError } from './apply-file.ts';
import { appliedVersions } from './history.ts';
import { readMigrationFiles, type MigrationFile } from './migration-files.ts';
import { compareRelease } from './release.ts';
import { verifyRelease, type Finding } from './verify.ts';
import { withTurn } from './with-turn.ts';

export interface MigrateOptions {
  /** Told the file name of each migration as it begins. Default: nothing. */
  readonly onFile?: (fileName: string) => void;
  /** Told, in a sentence, of whatever takes long: waiting for another migrator, rows filled in. Default: nothing. */
  readonly onProgress?: (sentence: string) => void;
  /** Told each statement before it runs, by file and line. Default: nothing. */
  readonly onStatement?: (fileName: string, line: number) => void;
}

export interface MigrateResult {
  /** File names of the migrations that this call applied, in order. */
  readonly applied: readonly string[];
  /** How many were there already. */
  readonly skippedCount: number;
}

/**
 * Applies the migrations that the database does not have yet, oldest first; and all of them once more where it has those of
 * an earlier release, or where the history says that they were applied and the database lacks something of theirs, as after
 * an emergency removal. Refuses the database of a later release, which it would take back to this one.
 * Run it as the owner, `postgres`; on a plain Postgres after the Supabase layout. Throws MigrationError.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<MigrateResult> {
  const files = await readMigrationFiles();
  return withTurn(ownerUrl, options.onProgress ?? (() => undefined), async (client) => {
    const release = await compareRelease(client);
    if (release === 'later') throw new MigrationError(ofLaterRelease);
    if (release === 'earlier') options.onProgress?.('The database has an earlier release. Applying all again.');
    const done = release === 'earlier' ? new Set() : await appliedVersions(client);
    const pending = files.filter((file) => !done.has(file.version));
    await applyAll(client, pending, options);
    const damage = await findDamage(client);
    if (damage.length === 0) return resultOf(files, pending);
    // No migration takes an object from whoever owns it.
    if (damage.some(({ check }) => check === 'owner')) throw new MigrationError(describe(damage));
    options.onProgress?.(`History and database disagree, checks that fail: ${damage.length}. Applying all again.`);
    await applyAll(client, files, options);
    const left = await findDamage(client);
    if (left.length > 0) throw new MigrationError(describe(left));
    return resultOf(files, files);
  });
}

const ofLaterRelease =
  'A later release of the widgets has migrated this database. Run the migrations of that one: these would take it back.';

async function applyAll(client: ClientBase, files: readonly MigrationFile[], options: MigrateOptions): Promise<void> {
  for (const file of files) {
    options.onFile?.(file.fileName);
    await applyFile(client, file, options.onStatement ?? (() => undefined));
  }
}

/** What is not ours stands where the product put it: no migration takes it away. It may look for as long as it takes. */
async function findDamage(client: ClientBase): Promise<readonly Finding[]> {
  const findings = await askPatiently(client, () => verifyRelease(client));
  return findings.filter(({ check, result }) => result !== 'ok' && !check.startsWith('foreign '));
}

/** As many as a person reads. */
const shownFindings = 10;

function describe(findings: readonly Finding[]): string {
  const lines = findings
    .slice(0, shownFindings)
    .map(({ check, subject, result, mend }) => `${check} ${subject}: ${result}. ${mend}`);
  const more = findings.length - lines.length;
  if (more > 0) lines.push(`And ${more} more: pnpm db:verify names them.`);
  return `All migrations ran, and yet the database is not as they leave it:\n${lines.join('\n')}`;
}

function resultOf(files: readonly MigrationFile[], applied: readonly MigrationFile[]): MigrateResult {
  return { applied: applied.map((file) => file.fileName), skippedCount: files.length - applied.length };
}
