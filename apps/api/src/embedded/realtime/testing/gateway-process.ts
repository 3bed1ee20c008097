import process from 'node:process';
import { serveGateway, type ServeOptions } from './serve-gateway.ts';

/** A gateway in a process of its own: options as JSON in the first argument, the URL as the first line of output. */
async function main(): Promise<void> {
  const options: ServeOptions = JSON.parse(process.argv[2] ?? '');
  const { url } = await serveGateway(options);
  process.stdout.write(`${url}\n`);
}

await main();
