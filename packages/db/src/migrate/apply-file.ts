import type { ClientBase } from 'pg';
import { ensureHistory, recordVersion } from './history.ts';
import { LAST_WITHOUT_END } from './lock.ts';
import type { MigrationFile } from './migration-files.ts';
import { splitStatements, type Statement } from './split-statements.ts';

/** A migration that failed: which file, line and statement. Nothing of the step that failed is left behind. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/**
 * Applies one file, its row of the history last. A file with its own `begin` and `commit` keeps the steps that it
 * committed, and its row is written after them; any other is one transaction. Throws MigrationError.
 */
export async function applyFile(
  client: ClientBase,
  file: MigrationFile,
  onStatement: (fileName: string, line: number) => void,
): Promise<void> {
  const statements = splitStatements(file.sql);
  const hasSteps = statements.some(isBegin);
  if (!hasSteps) await begin(client);
  await runStatements(client, file.fileName, statements, onStatement);
  if (hasSteps) await begin(client);
  await ensureHistory(client);
  await recordVersion(
    client,
    file,
    statements.map(({ text }) => text),
  );
  await client.query('commit');
}

/** Runs statements of a file one by one; the first that fails rolls back what is open, and is named in a MigrationError. */
export async function runStatements(
  client: ClientBase,
  fileName: string,
  statements: readonly Statement[],
  onStatement: (fileName: string, line: number) => void,
): Promise<void> {
  for (const { text, line } of statements) {
    onStatement(fileName, line);
    try {
      await client.query(text);
      if (isBegin({ text })) await client.query(LAST_WITHOUT_END);
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      const reason = error instanceof Error ? error.message : String(error);
      const start = text.replace(/^(?:\s+|--[^\n]*)+/, '').slice(0, 120);
      throw new MigrationError(
        `${fileName}, line ${line}: ${reason}\nThe statement begins: ${start}\nNothing of its step was kept; mend the cause and run it again.`,
        { cause: error },
      );
    }
  }
}

/** Asks something that takes as long as it takes, whatever a product set for its database; where it fails, end the connection. */
export async function askPatiently<Answer>(client: ClientBase, question: () => Promise<Answer>): Promise<Answer> {
  await begin(client);
  const answer = await question();
  await client.query('commit');
  return answer;
}

async function begin(client: ClientBase): Promise<void> {
  await client.query('begin');
  await client.query(LAST_WITHOUT_END);
}

function isBegin({ text }: Pick<Statement, 'text'>): boolean {
  return /(?:^|\n)begin$/i.test(text);
}
