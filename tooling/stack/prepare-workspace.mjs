// Plain JavaScript: this runs on the system's Node, before the carried one that understands TypeScript is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { checkPlatform } from './check-platform.mjs';
import { explainFailure } from './explain-failure.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const binaries = join(root, 'node_modules', '.bin');
const stampPath = join(root, 'node_modules', '.setup-of-lockfile');

/** What `npm start` needs built; the rest is built when something asks for it. */
const STARTED = ['@blunari/api', '@blunari/dashboard', '@blunari/widget-embed'];

/**
 * Installs what the lockfile says unless that is done, and builds what the start serves. Prints one line and exits
 * with 1 where the user has to do something.
 * @param {{ withBuild: boolean }} options
 */
export async function prepareWorkspace({ withBuild }) {
  const { glibcVersionRuntime } = Object(Object(process.report?.getReport()).header);
  const unsupported = checkPlatform(process.platform, process.arch, glibcVersionRuntime);
  if (unsupported !== undefined) stop(unsupported);
  try {
    if (!isInstalled()) await install();
    checkCarriedNode();
    if (withBuild) await build();
  } catch (error) {
    stop(explainFailure('install', String(error)));
  }
}

function isInstalled() {
  if (!existsSync(stampPath) || readFileSync(stampPath, 'utf8') !== lockfileMark()) return false;
  // Someone may have cleaned a package without the root.
  const folders = ['apps', 'packages', 'tooling'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(root, group, name)),
  );
  return folders.every((folder) => !needsModules(folder) || existsSync(join(folder, 'node_modules')));
}

/** @param {string} folder */
function needsModules(folder) {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return false;
  const { dependencies, devDependencies } = JSON.parse(readFileSync(path, 'utf8'));
  return Object.keys({ ...dependencies, ...devDependencies }).length > 0;
}

function lockfileMark() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
}

async function install() {
  say('Installing packages; the first time this takes about a minute.');
  // As in CI, pnpm then asks no questions that nobody would answer.
  const { exitCode, output } = await run('npm', ['run', '-s', 'setup'], { CI: 'true' });
  if (exitCode !== 0) stop(explainFailure('install', output), output);
  writeFileSync(stampPath, lockfileMark());
}

/** It is an optional package, so its failed download goes unnoticed by the installer. */
function checkCarriedNode() {
  const { stdout } = spawnSync(join(binaries, 'node'), ['--version'], { encoding: 'utf8' });
  if (stdout?.startsWith('v26.')) return;
  stop(
    'The Node that this project brings along is missing: check the network, delete the folder node_modules and start again.',
  );
}

async function build() {
  const filters = STARTED.map((name) => `--filter=${name}`);
  const args = ['run', 'build', ...filters, '--output-logs=errors-only', '--log-order=grouped'];
  const { exitCode, output } = await run(join(binaries, 'turbo'), args, { TURBO_TELEMETRY_DISABLED: '1' });
  if (exitCode !== 0) stop(explainFailure('build', output), output);
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Record<string, string>} environment
 * @returns {Promise<{ exitCode: number | null, output: string }>}
 */
function run(program, args, environment) {
  const PATH = `${binaries}${delimiter}${process.env['PATH'] ?? ''}`;
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...environment, PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (/** @type {Buffer} */ chunk) => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ exitCode: 1, output: `${output}\n${error.message}` }));
    child.on('close', (exitCode) => resolve({ exitCode, output }));
  });
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * @param {string} line what happened and what to do
 * @param {string} [details] what a tool said, for a failure that we cannot name
 * @returns {never}
 */
function stop(line, details) {
  if (details !== undefined && line.includes('above')) process.stderr.write(`${details.trim()}\n`);
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
