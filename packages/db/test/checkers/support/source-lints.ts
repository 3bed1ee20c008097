import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { relative } from 'node:path';
import type { Finding } from './findings.ts';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));

/** What outlives its transaction on a pooled connection, and so reaches the next user. */
export const sourceLints: readonly { readonly rule: string; readonly pattern: RegExp; readonly fault: string }[] = [
  {
    rule: 'session setting',
    pattern: /set_config\([^)]*,\s*false\s*\)/i,
    fault: `select set_config('role', 'anon', false)`,
  },
  {
    rule: 'session setting',
    pattern: /(?:^|['"`;]\s*)set\s+(?!local\b|constraints\b|transaction\b)(?:session\s+)?\w+\s*(?:=|to\b)/i,
    fault: `client.query("set search_path = ''")`,
  },
  {
    rule: 'session role',
    pattern: /(?:^|['"`;]\s*)set\s+(?:session\s+)?(?:role\b|authorization\b)/i,
    fault: `client.query('set role anon')`,
  },
  {
    rule: 'session lock',
    pattern: /\bpg_(?:try_)?advisory_lock(?:_shared)?\s*\(/i,
    fault: 'select pg_try_advisory_lock(1)',
  },
  { rule: 'listen', pattern: /(?:^|['"`;]\s*)listen\s+[\w$"]/i, fault: 'client.query(`listen ${channel}`)' },
  {
    rule: 'temporary object',
    pattern: /\bpg_temp\.|\bcreate\s+(?:or\s+replace\s+)?(?:temp|temporary)\b/i,
    fault: 'create temp table notes (id int)',
  },
];

/** Finds them in a text; the subject is its path and line. */
export function lintSource(path: string, text: string): readonly Finding[] {
  return text.split('\n').flatMap((line, index) => {
    if (/^\s*(?:--|\/?\*|\/\/)/.test(line)) return [];
    return sourceLints
      .filter(({ pattern }) => pattern.test(line))
      .map(({ rule }) => ({ rule, subject: `${path}:${index + 1}`, detail: line.trim() }));
  });
}

/** Finds them in all that talks to a database: the migrations, this package and the API, tests apart. */
export async function lintSources(): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const folder of ['packages/db/migrations', 'packages/db/src', 'apps/api/src']) {
    const entries = await readdir(`${root}${folder}`, { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const path = `${relative(root, entry.parentPath)}/${entry.name}`;
      if (!entry.isFile() || !/\.(?:sql|ts)$/.test(path) || /\.test\.ts$|\/generated\/|\/testing\//.test(path))
        continue;
      findings.push(...lintSource(path, await readFile(`${root}${path}`, 'utf8')));
    }
  }
  return findings;
}
