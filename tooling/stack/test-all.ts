import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { findChromium } from '@blunari/chromium';
import { deleteReports, readReports } from './totals/read-reports.ts';
import { longestTasks } from './totals/longest-tasks.ts';
import { runTurbo } from './totals/run-turbo.ts';
import { sumTotals, totalsLine, type TaskOutcome, type Totals } from './totals/sum-totals.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const E2E = '@blunari/e2e';

/** Two at a time: each task keeps a core or more busy. */
const common = ['--concurrency=2', '--output-logs=errors-only', '--log-order=grouped'];

/** Cheap checks first; the walk through the product last and alone, as it measures how fast it is. */
const STAGES = [
  { title: 'Types, lint, format and house rules', args: ['typecheck', 'lint', 'format:check', 'check', ...common] },
  { title: 'Unit, database, API and story tests', args: ['test', `--filter=!${E2E}`, ...common] },
  { title: 'End-to-end tests in a browser', args: ['test', `--filter=${E2E}`, ...common] },
];

process.exitCode = await testAll();

async function testAll(): Promise<0 | 1> {
  await shareBrowser();
  await deleteReports(root);
  const outcomes: TaskOutcome[] = [];
  for (const { title, args } of STAGES) {
    print(`\n${title} ...`);
    const runs = await runTurbo(root, args);
    print(`Longest: ${longestTasks(runs)}`);
    outcomes.push(...runs);
  }
  const totals = sumTotals(await readReports(root), uniqueTasks(outcomes));
  printTotals(totals);
  return totals.failures.length === 0 ? 0 : 1;
}

/** Found once here, so that the tasks need not each unpack it; what they then miss, their tests say. */
async function shareBrowser(): Promise<void> {
  try {
    process.env['CHROMIUM_PATH'] = await findChromium();
  } catch (error) {
    print(`No browser for the browser tests: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A build that several stages need is listed by each; it failed if it failed in any. */
function uniqueTasks(all: readonly TaskOutcome[]): TaskOutcome[] {
  const hasFailed = new Map<string, boolean>();
  for (const task of all) hasFailed.set(task.taskId, task.hasFailed || (hasFailed.get(task.taskId) ?? false));
  return [...hasFailed].map(([taskId, failed]) => ({ taskId, hasFailed: failed }));
}

function printTotals(totals: Totals): void {
  print('');
  for (const skip of totals.skips) print(`skipped: ${skip}`);
  for (const failure of totals.failures) print(`failed: ${failure}`);
  print(totalsLine(totals));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
