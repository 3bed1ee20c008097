import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { isAlive } from '@blunari/db/server';
import { z } from 'zod';
import { readTextIfPresent } from '../shared/files/read-text-if-present.ts';

/** What a client or a tool needs of the running stack, by the names that `.env.example` uses. */
export const stackEnvSchema = z.object({
  PUBLIC_URL: z.string(),
  WIDGET_URL: z.string(),
  DEMO_URL: z.string(),
  SUPABASE_URL: z.string(),
  SUPABASE_ANON_KEY: z.string(),
  SUPABASE_SERVICE_ROLE_KEY: z.string(),
  /** As `blunari_api`. */
  DATABASE_URL: z.string(),
  /** As the owner of the tables, `postgres`. */
  DATABASE_OWNER_URL: z.string(),
});

export type StackEnv = z.infer<typeof stackEnvSchema>;

const demoSignInSchema = z.object({ tenant: z.string(), role: z.string(), email: z.string(), password: z.string() });

/** An account of the demo data, as the start prints it. */
export type DemoSignIn = z.infer<typeof demoSignInSchema>;

const runtimeFileSchema = stackEnvSchema.extend({
  pid: z.number().int().positive(),
  demoSignIns: z.array(demoSignInSchema),
});

/** The file's content: the environment, the demo accounts, and who runs it. */
export type RuntimeFile = z.infer<typeof runtimeFileSchema>;

/**
 * Tells other programs of this user how to reach the running stack, once it is ready: whoever waits for the file may
 * begin. Call what it returns when stopping.
 */
export async function writeRuntimeFile(
  dataDir: string,
  env: StackEnv,
  demoSignIns: readonly DemoSignIn[],
): Promise<() => Promise<void>> {
  const path = pathIn(dataDir);
  const draft = `${path}.${process.pid}`;
  const content: RuntimeFile = { pid: process.pid, ...stackEnvSchema.parse(env), demoSignIns: [...demoSignIns] };
  await writeFile(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  // A draft left by a killed process of this pid keeps its own mode otherwise.
  await chmod(draft, 0o600);
  await rename(draft, path);
  return () => rm(path, { force: true });
}

/** Undefined when nothing runs: no file, or one left by a process that was killed. */
export async function readRuntimeFile(dataDir: string): Promise<RuntimeFile | undefined> {
  const text = await readTextIfPresent(pathIn(dataDir));
  if (text === undefined) return undefined;
  const content = runtimeFileSchema.parse(JSON.parse(text));
  return isAlive(content.pid) ? content : undefined;
}

function pathIn(dataDir: string): string {
  return join(dataDir, 'stack.json');
}
