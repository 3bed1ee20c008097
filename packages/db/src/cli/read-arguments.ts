import { parseArgs, type ParseArgsConfig } from 'node:util';
import { isCommandName, type commands } from './commands.ts';

export const usage = `pnpm db:migrate | db:status | db:verify | db:rollback | db:seed | db:reset | db:jobs [--url <owner URL>]
Without --url: DATABASE_OWNER_URL. What removes data needs --url; leave its password out, and put that into PGPASSWORD.
pnpm db:seed --tenants 10000 --events 5000000   adds restaurants and visits to measure with, instead of the demo
`;

export interface Arguments {
  readonly name: keyof typeof commands;
  readonly url?: string;
  /** As they were written; only `seed` has them. */
  readonly size: { readonly tenants?: string; readonly events?: string };
}

/** What a command line asks for; `help` where it asks how. Throws with a sentence where it says what no command knows. */
export function readArguments(args: readonly string[]): Arguments | 'help' {
  const { values, positionals } = parse(args);
  if (values.help === true) return 'help';
  const [name = '', ...others] = positionals;
  if (!isCommandName(name)) throw new Error(usage.trimEnd());
  if (others.length > 0) throw new Error(`db:${name} takes nothing but options: ${others.join(' ')}`);
  const { url, help: _, ...size } = values;
  if (name !== 'seed' && Object.keys(size).length > 0)
    throw new Error('--tenants and --events are options of db:seed.');
  return { name, size, ...(url !== undefined && { url }) };
}

const config = {
  options: {
    url: { type: 'string' },
    tenants: { type: 'string' },
    events: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
  allowPositionals: true,
} as const satisfies ParseArgsConfig;

function parse(args: readonly string[]): ReturnType<typeof parseArgs<typeof config>> {
  try {
    return parseArgs({ ...config, args: [...args] });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${message.replace(/(?:\. |\.?\n)[^]*/, '')}\n${usage.trimEnd()}`, { cause: error });
  }
}
