import { execFile } from 'node:child_process';
import { z } from 'zod';
import type { MigrationFile } from '../../../src/migrate/migration-files.ts';
import { toolPath } from '../../support/optional-tools.ts';
import type { Finding } from './findings.ts';

/** `line` counts from 0. */
const answerSchema = z.array(z.object({ line: z.number(), rule_name: z.string(), message: z.string() }));

/** Runs squawk on a migration as our migrator sends it: in one transaction, unless the file has its own. */
export async function runSquawk({ fileName, sql }: MigrationFile): Promise<readonly Finding[]> {
  const inTransaction = /^begin;$/m.test(sql) ? [] : ['--assume-in-transaction'];
  const args = ['--reporter', 'json', '--pg-version', '15', ...inTransaction, '--stdin-filepath', fileName];
  const output = await new Promise<string>((resolve, reject) => {
    // It exits with 1 where it found something; what is no JSON is refused below.
    const child = execFile(toolPath('squawk'), args, (error, stdout, stderr) => {
      if (stdout === '') reject(new Error(stderr, { cause: error }));
      else resolve(stdout);
    });
    child.stdin?.end(sql);
  });
  const lines = sql.split('\n');
  return answerSchema.parse(JSON.parse(output)).map(({ line, rule_name, message }) => ({
    rule: rule_name,
    subject: `${fileName}: ${(lines[line] ?? '').trim()}`,
    detail: message,
  }));
}
