import { enableCompileCache } from 'node:module';
import { resolve } from 'node:path';
import process from 'node:process';
import { StartError, assertNodeVersion } from './embedded/start-error.ts';
import { chooseNodeEnv, readEnv, type Env } from './env.ts';

// Parsed once and kept, the modules load in half the time from the second start on.
enableCompileCache(resolve(import.meta.dirname, '../../../node_modules/.cache/node-compile'));
// Libraries look at it while they load, so it stands before the imports below.
chooseNodeEnv();
const { createLogger } = await import('./observability/create-logger.ts');
const { describeProduct } = await import('./start/describe-product.ts');
const { startProduct } = await import('./start/start-product.ts');

await main();

async function main(): Promise<void> {
  try {
    assertNodeVersion(process.versions.node);
    const env = readEnv();
    if (env.ok) await run(env.value);
    else fail(env.error);
  } catch (error) {
    if (error instanceof StartError) fail(error.message);
    else throw error;
  }
}

async function run(env: Env): Promise<void> {
  const log = createLogger(env.logLevel);
  const starting = startProduct(env, log);
  let isStopping = false;
  const stop = async (exitCode: 0 | 1): Promise<void> => {
    // Who asks twice does not want to wait; the guard ends the database.
    if (isStopping) process.exit(1);
    isStopping = true;
    // A start that is told to stop is first finished: half of it cannot be undone in order.
    const product = await starting.catch(() => undefined);
    await product?.stop();
    process.exit(exitCode);
  };
  process.on('SIGINT', () => void stop(0));
  process.on('SIGTERM', () => void stop(0));
  const product = await starting;
  if (!isStopping) process.stdout.write(describeProduct(env, product));
  const { embedded } = product;
  await embedded?.exited;
  if (isStopping || !embedded) return;
  process.stderr.write('The database ended by itself: see the log above, then start again.\n');
  await stop(1);
}

function fail(line: string): void {
  process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}
