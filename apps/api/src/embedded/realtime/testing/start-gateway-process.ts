import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { ServeOptions } from './serve-gateway.ts';

export interface GatewayProcess {
  readonly url: string;
  /** `SIGKILL` ends it as a crash would. Resolves when it is gone. */
  kill(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): Promise<void>;
}

export async function startGatewayProcess(options: ServeOptions): Promise<GatewayProcess> {
  const script = fileURLToPath(new URL('./gateway-process.ts', import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = once(child.stdout.setEncoding('utf8'), 'data').then(([text]) => String(text));
  const url = await Promise.race([lines, exited.then(() => '')]);
  if (url === '') throw new Error('The process of the gateway ended at its start.');
  return {
    url: url.trim(),
    kill: async (signal) => {
      child.kill(signal);
      if (signal === 'SIGKILL') await exited;
    },
  };
}
