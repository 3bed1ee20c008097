import process from 'node:process';
import { parseArgs } from 'node:util';
import { commands, isCommandName, type Command } from './commands.ts';
import { readOwnerUrl } from './env.ts';

const usage = `pnpm db:migrate | db:status | db:verify | db:rollback | db:seed | db:reset [--url <owner URL>]
Without --url: DATABASE_OWNER_URL. What removes data needs --url.
`;

/** One command on one database; exits 1 where it failed or found something wrong. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { url: { type: 'string' } }, allowPositionals: true });
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
    const isFine = await command.run(url, (line) => void process.stdout.write(`${line}\n`));
    if (!isFine) process.exitCode = 1;
  } catch (error) {
    refuse(`${error instanceof Error ? error.message : String(error)}\n`);
  }
}

function refuse(text: string): void {
  process.stderr.write(text);
  process.exitCode = 1;
}

await main();
