import { spawn } from 'node:child_process';
import { readFile, readdir, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import type { TaskOutcome } from './sum-totals.ts';

const summarySchema = z.object({
  tasks: z.array(
    z.object({
      taskId: z.string(),
      /** What runs; turbo lists tasks without a script, too. */
      command: z.string(),
      execution: z.object({ exitCode: z.number().nullish() }).nullish(),
    }),
  ),
});

/**
 * Runs turbo to its end whatever fails and returns how each task went, replayed ones included. Its output goes to
 * ours. A run that ends badly without a failed task, such as a broken turbo.json, is itself the failure.
 */
export async function runTurbo(root: string, args: readonly string[]): Promise<TaskOutcome[]> {
  const summaries = join(root, '.turbo', 'runs');
  await rm(summaries, { recursive: true, force: true });
  const exitCode = await spawnTurbo(root, ['run', ...args, '--continue=always', '--summarize']);
  const files = await readdir(summaries).catch((): string[] => []);
  const outcomes: TaskOutcome[] = [];
  for (const file of files) {
    const summary = summarySchema.parse(JSON.parse(await readFile(join(summaries, file), 'utf8')));
    for (const { taskId, command, execution } of summary.tasks) {
      if (command !== '<NONEXISTENT>') outcomes.push({ taskId, hasFailed: execution?.exitCode !== 0 });
    }
  }
  if (exitCode !== 0 && outcomes.every(({ hasFailed }) => !hasFailed)) {
    outcomes.push({ taskId: `turbo run ${args.join(' ')}`, hasFailed: true });
  }
  return outcomes;
}

async function spawnTurbo(root: string, args: readonly string[]): Promise<number | null> {
  const binaries = join(root, 'node_modules', '.bin');
  const env = {
    ...process.env,
    PATH: `${binaries}${delimiter}${process.env['PATH'] ?? ''}`,
    TURBO_TELEMETRY_DISABLED: '1',
    STORYBOOK_DISABLE_TELEMETRY: '1',
  };
  const child = spawn(join(binaries, 'turbo'), args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
}
