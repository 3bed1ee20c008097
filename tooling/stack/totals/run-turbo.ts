import { spawn } from 'node:child_process';
import { readFile, readdir, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import type { TaskRun } from './longest-tasks.ts';

const summarySchema = z.object({
  tasks: z.array(
    z.object({
      taskId: z.string(),
      /** What runs; turbo lists tasks without a script, too. */
      command: z.string(),
      execution: z
        .object({ exitCode: z.number().nullish(), startTime: z.number().nullish(), endTime: z.number().nullish() })
        .nullish(),
    }),
  ),
});

/**
 * Runs turbo to its end whatever fails and returns how and when each task went, replayed ones included. Its output goes to
 * ours. A run that ends badly without a failed task, such as a broken turbo.json, is itself the failure.
 */
export async function runTurbo(root: string, args: readonly string[]): Promise<TaskRun[]> {
  const startedAtMs = Date.now();
  const summaries = join(root, '.turbo', 'runs');
  await rm(summaries, { recursive: true, force: true });
  const exitCode = await spawnTurbo(root, ['run', ...args, '--continue=always', '--summarize']);
  const files = await readdir(summaries).catch((): string[] => []);
  const runs: TaskRun[] = [];
  for (const file of files) {
    const summary = summarySchema.parse(JSON.parse(await readFile(join(summaries, file), 'utf8')));
    for (const { taskId, command, execution } of summary.tasks) {
      if (command === '<NONEXISTENT>') continue;
      // A task that never came to run, as after a failed build, took no time.
      const startTime = execution?.startTime ?? startedAtMs;
      const endTime = execution?.endTime ?? startTime;
      runs.push({ taskId, hasFailed: execution?.exitCode !== 0, startedAtMs: startTime, endedAtMs: endTime });
    }
  }
  if (exitCode !== 0 && runs.every(({ hasFailed }) => !hasFailed)) {
    runs.push({ taskId: `turbo run ${args.join(' ')}`, hasFailed: true, startedAtMs, endedAtMs: Date.now() });
  }
  return runs;
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
