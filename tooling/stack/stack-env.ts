import { resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { readRuntimeFile, stackEnvSchema } from '@blunari/api/runtime-file';
import { toDotenv } from './to-dotenv.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `pnpm stack:env`: what a client or a tool needs of the running stack, in dotenv form; honours DATA_DIR as the start does. */
async function printStackEnv(): Promise<0 | 1> {
  const dataDir = resolve(root, process.env['DATA_DIR'] || '.data');
  const running = await readRuntimeFile(dataDir);
  if (running === undefined) {
    process.stderr.write(`Nothing runs on the data folder ${dataDir}: start it with "npm start".\n`);
    return 1;
  }
  process.stdout.write(toDotenv(stackEnvSchema.parse(running)));
  return 0;
}

process.exitCode = await printStackEnv();
