import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { Client, type QueryResult } from 'pg';
import { z } from 'zod';

const root = join(import.meta.dirname, '..', '..', '..');
const run = promisify(execFile);
const rowsSchema = z.object({
  fields: z.array(z.object({ name: z.string() })),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
});

/** The commands under "Moving a product here" in the README, in their order, without what is said beside them. */
export async function readmeCommands(): Promise<readonly string[]> {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const section = /\n## Moving a product here\n(?<text>.*?)\n## /s.exec(readme)?.groups?.['text'] ?? '';
  return [...section.matchAll(/^ {4}(psql .*?)(?: {2,}#.*)?$/gm)].map(([, command = '']) => command);
}

/** Runs one in a shell at the root; where there is no psql, what it names is sent as one simple query. Answers what came back. */
export async function runCommand(command: string, ownerUrl: string): Promise<string> {
  const hasPsql = await run('psql', ['--version']).then(
    () => true,
    () => false,
  );
  if (!hasPsql) return sendAsOne(command, ownerUrl);
  const { stdout } = await run('bash', ['-c', command], {
    cwd: root,
    env: { ...process.env, DATABASE_OWNER_URL: ownerUrl },
  });
  return stdout;
}

async function sendAsOne(command: string, ownerUrl: string): Promise<string> {
  const { file, sql = '' } = / (?:-f (?<file>\S+)|-c "(?<sql>.*)")$/.exec(command)?.groups ?? {};
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const text = file === undefined ? sql.replaceAll('\\"', '"') : await readFile(join(root, file), 'utf8');
    const answers: QueryResult | readonly QueryResult[] = await client.query(text);
    return [answers].flat().map(toTable).join('\n');
  } finally {
    await client.end();
  }
}

/** As psql shows it, without the frame. */
function toTable(answer: QueryResult): string {
  const { fields, rows } = rowsSchema.parse(answer);
  const names = fields.map(({ name }) => name);
  return [names.join(' | '), ...rows.map((row) => names.map((name) => String(row[name] ?? '')).join(' | '))].join('\n');
}
