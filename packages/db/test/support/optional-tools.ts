import { existsSync } from 'node:fs';
import process from 'node:process';
import { findProgram } from './find-program.ts';

const ifThere = (path: string): string | undefined => (existsSync(path) ? path : undefined);

/**
 * Where the tools are that some tests want, each undefined where this machine lacks it: Debian's packages, and npm
 * packages that have a program for some platforms. Tests skip themselves without them, and optional-tools.test.ts says so.
 */
export const optionalTools = {
  psql: ifThere('/usr/bin/psql'),
  PgBouncer: ifThere('/usr/sbin/pgbouncer'),
  'Postgres 15': ifThere('/usr/lib/postgresql/15/bin/postgres'),
  'plpgsql_check for Postgres 15': ifThere('/usr/share/postgresql/15/extension/plpgsql_check.control'),
  'the Supabase CLI': findProgram('supabase', '@supabase/cli-', 'supabase'),
  squawk: findProgram('squawk-cli', '@squawk-cli/', 'squawk'),
} as const satisfies Record<string, string | undefined>;

export type OptionalTool = keyof typeof optionalTools;

export const hasTool = (tool: OptionalTool): boolean => optionalTools[tool] !== undefined;

/** The path of a tool; throws where it is not installed. */
export function toolPath(tool: OptionalTool): string {
  const path = optionalTools[tool];
  if (path === undefined) throw new Error(`This test wants ${tool}, which is not installed here.`);
  return path;
}

/** Set where tests must not be skipped, as `.ci/run` does once it has installed all of them. */
export const areToolsRequired = process.env['REQUIRE_OPTIONAL_TOOLS'] === '1';
