import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { repositoryRoot } from './sources.ts';

const planSchema = z.object({
  tasks: z.array(
    z.object({
      taskId: z.string(),
      package: z.string(),
      command: z.string(),
      directory: z.string(),
      dependencies: z.array(z.string()),
    }),
  ),
});
type Task = z.infer<typeof planSchema>['tasks'][number];

/** What turbo would do, asked without doing it. */
function plan(): readonly Task[] {
  const { stdout } = spawnSync('turbo', ['run', 'build', 'test', 'typecheck', 'lint', '--dry=json'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
    // It names each file of each package; the default of a megabyte would cut it.
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
  });
  return planSchema.parse(JSON.parse(stdout)).tasks;
}

/** All that must not have changed for a task to be replayed from the cache. */
function prerequisites(taskId: string, tasks: ReadonlyMap<string, Task>, seen = new Set<string>()): Set<string> {
  for (const id of tasks.get(taskId)?.dependencies ?? []) {
    if (seen.has(id)) continue;
    seen.add(id);
    prerequisites(id, tasks, seen);
  }
  return seen;
}

const manifestSchema = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});

/** Names of the workspace packages that a package reaches by its manifests, itself included. */
function reached(name: string, folders: ReadonlyMap<string, string>, seen = new Set<string>()): Set<string> {
  const folder = folders.get(name);
  if (folder === undefined || seen.has(name)) return seen;
  seen.add(name);
  const text = readFileSync(join(repositoryRoot, folder, 'package.json'), 'utf8');
  const { dependencies, devDependencies } = manifestSchema.parse(JSON.parse(text));
  for (const each of Object.keys({ ...dependencies, ...devDependencies })) reached(each, folders, seen);
  return seen;
}

it('does a task again after a change in packages/schema exactly where the package depends on it', () => {
  const tasks = plan();
  const byId = new Map(tasks.map((task) => [task.taskId, task]));
  const folders = new Map(tasks.map((task) => [task.package, task.directory]));
  // The client is generated from the Prisma schema alone.
  const real = tasks.filter(({ command, taskId }) => command !== '<NONEXISTENT>' && !taskId.endsWith('#generate'));
  const again = real.filter(
    ({ taskId, package: owner }) =>
      owner === '@blunari/schema' || prerequisites(taskId, byId).has('@blunari/schema#transit'),
  );
  const dependants = real.filter((task) => reached(task.package, folders).has('@blunari/schema'));
  expect(again.map((task) => task.taskId)).toEqual(dependants.map((task) => task.taskId));
  expect(dependants.length).toBeGreaterThan(20);
  expect(dependants.length).toBeLessThan(real.length);
});
