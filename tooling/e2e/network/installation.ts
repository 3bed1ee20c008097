import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack, type Stack } from '@blunari/stack/testing';

/** The product on ports and data that outlive its process. */
export interface Installation {
  /** As it runs now, or last ran. */
  readonly stack: Stack;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
}

export async function withInstallation(play: (installation: Installation) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'blunari-network-'));
  // The database's unprivileged account has to pass.
  await chmod(dataDir, 0o711);
  let stack = await startStack({ dataDir });
  const env = { PORT: portOf(stack.publicUrl), DEMO_PORT: portOf(stack.demoUrl) };
  await play({
    get stack() {
      return stack;
    },
    stop: async () => void (await stack.stop('SIGTERM')),
    start: async () => {
      stack = await startStack({ dataDir, env });
    },
  });
  await stack.stop();
  await rm(dataDir, { recursive: true, force: true });
}

const portOf = (url: string): string => new URL(url).port;
