import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import process from 'node:process';
import { z } from 'zod';
import { toolPath } from '../../support/optional-tools.ts';
import type { Finding } from './findings.ts';
import { lintSchema, toFinding } from './splinter.ts';

const answerSchema = z.array(lintSchema);

/** `supabase db advisors` on a database, all types and levels. Throws what the CLI said, where it could not look. */
export async function runAdvisors(ownerUrl: string): Promise<readonly Finding[]> {
  const target = `--remote=${ownerUrl}?sslmode=disable`;
  const args = ['db', 'advisors', target, '--type', 'all', '--level', 'info', '--fail-on', 'none', '--output', 'json'];
  const env = { PATH: process.env['PATH'], HOME: tmpdir(), DO_NOT_TRACK: '1' };
  const output = await new Promise<string>((resolve, reject) => {
    const child = execFile(
      toolPath('the Supabase CLI'),
      [...args, '--yes'],
      { env, cwd: tmpdir() },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(stdout + stderr, { cause: error }));
      },
    );
    child.stdin?.end();
  });
  return answerSchema.parse(JSON.parse(output)).map(toFinding);
}
