import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';

const runtimeConfigSchema = z.object({
  supabaseUrl: z.url(),
  supabaseAnonKey: z.string().min(1),
  /** Origin that serves widgets: another one than the dashboard's. */
  widgetUrl: z.url(),
  /** Address of the demo restaurant; empty where none is served. */
  demoUrl: z.union([z.literal(''), z.url()]).default(''),
  /** Whether the installation lets itself be tested by the page for that. */
  hasTestPage: z.boolean().default(false),
});

/** What the page must know of the installation that serves it. */
export type RuntimeConfig = z.infer<typeof runtimeConfigSchema>;

export async function loadRuntimeConfig(): Promise<Result<RuntimeConfig>> {
  try {
    const response = await fetch(`${import.meta.env.BASE_URL}runtime.json`);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return ok(runtimeConfigSchema.parse(await response.json()));
  } catch {
    return err(appError('unavailable', 'We got no answer from the server. Check the connection and try again.'));
  }
}
