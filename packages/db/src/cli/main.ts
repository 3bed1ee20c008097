import process from 'node:process';
import { parseArgs } from 'node:util';
import { commands, isCommandName, type Command } from './commands.ts';
import { readOwnerUrl } from './env.ts';
import { readLoadSize } from './read-load-size.ts';
import { runLoad } from './run-load.ts';

const usage = `pnpm db:migrate | db:status | db:verify | db:rollback | db:seed | db:reset | db:jobs [--url <owner URL>]
Without --url: DATABASE_OWNER_URL. What removes data needs --url.
pnpm db:seed --tenants 10000 --events 5000000   adds restaurants and visits to measure with, instead of the demo
`;

/** One command on one database; exits 1 where it failed or found something wrong. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { url: { type: 'string' }, tenants: { type: 'string' }, events: { type: 'string' } },
    allowPositionals: true,
  });
  const [name = ''] = positionals;
  if (!isCommandName(name)) {
    refuse(usage);
    return;
  }
  const command: Command = commands[name];
  const url = values.url ?? (command.removesData ? undefined : readOwnerUrl());
  if (url === undefined) {
    refuse(`Say which database: pnpm db:${name} --url postgres://postgres:...@host/database\n`);
    return;
  }
  try {
    const load = name === 'seed' ? readLoadSize(values) : undefined;
    const isFine = load ? await runLoad(url, load, say) : await command.run(url, say);
    if (!isFine) process.exitCode = 1;
  } catch (error) {
    refuse(`${error instanceof Error ? error.message : String(error)}\n`);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function refuse(text: string): void {
  process.stderr.write(text);
  process.exitCode = 1;
}

await main();
