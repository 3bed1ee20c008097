import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { StartError } from './embedded/start-error.ts';
import { readEnv } from './env.ts';
import { rotateSigningKeys } from './tokens/rotate-signing-keys.ts';

/** `pnpm auth:rotate-keys [--forget-old-keys]`, for the embedded Auth. */
async function main(): Promise<string> {
  const { values } = parseArgs({ options: { 'forget-old-keys': { type: 'boolean', default: false } } });
  const env = readEnv();
  if (!env.ok) throw new StartError('data_folder', env.error);
  const kept = await rotateSigningKeys(join(env.value.dataDir, 'signing-keys.json'), {
    nowS: Math.floor(Date.now() / 1000),
    forgetsOldKeys: values['forget-old-keys'],
  });
  const old =
    kept === 0 ? 'Nothing that older keys signed is believed any more.' : `Older keys that still verify: ${kept}.`;
  return `A new key signs from the next start on. ${old} Restart the product, then take the new API keys: pnpm stack:env`;
}

try {
  process.stdout.write(`${await main()}\n`);
} catch (error) {
  if (!(error instanceof Error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
