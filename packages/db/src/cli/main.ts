import process from 'node:process';
import { commands, runSeedRollout, type Command } from './commands.ts';
import { readOwnerUrl } from './env.ts';
import { readArguments, usage } from './read-arguments.ts';
import { readLoadSize } from './read-load-size.ts';
import { runLoad } from './run-load.ts';

/** One command on one database; exits 1 where it failed or found something wrong. */
async function main(): Promise<void> {
  try {
    await run(process.argv.slice(2));
  } catch (error) {
    refuse(`${error instanceof Error ? error.message : String(error)}\n`);
  }
}

async function run(args: readonly string[]): Promise<void> {
  const asked = readArguments(args);
  if (asked === 'help') {
    say(usage.trimEnd());
    return;
  }
  const { name, size, rollout } = asked;
  const command: Command = commands[name];
  const url = asked.url ?? (command.removesData ? undefined : readOwnerUrl());
  if (url === undefined)
    throw new Error(`Say which database: pnpm db:${name} --url postgres://postgres:...@host/database`);
  if (!isPostgresUrl(url))
    throw new Error('That is no URL of a database, such as postgres://postgres:...@host/database');
  const load = readLoadSize(size);
  const isFine = load ? await runLoad(url, load, say) : await command.run(url, say);
  if (rollout) await runSeedRollout(url, say);
  if (!isFine) process.exitCode = 1;
}

function isPostgresUrl(text: string): boolean {
  return /^postgres(?:ql)?:$/.test(URL.parse(text)?.protocol ?? '');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function refuse(text: string): void {
  process.stderr.write(text);
  process.exitCode = 1;
}

await main();
