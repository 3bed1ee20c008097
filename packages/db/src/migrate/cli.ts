import process from 'node:process';
import { parseArgs } from 'node:util';
import { readOwnerUrl } from './env.ts';
import { migrate } from './migrate.ts';

const { values } = parseArgs({ options: { url: { type: 'string' } } });
const url = values.url ?? readOwnerUrl();
const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (url === undefined) {
  process.stderr.write('Say which database: pnpm db:migrate --url postgres://postgres:...@host/database\n');
  process.exitCode = 1;
} else {
  try {
    const { applied, skippedCount } = await migrate(url, { onFile: (fileName) => say(`Applying ${fileName}`) });
    say(applied.length > 0 ? `Applied ${applied.length}, ${skippedCount} were there.` : `Up to date: ${skippedCount}.`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
