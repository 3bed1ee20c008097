import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { checkPlatform } from './check-platform.mjs';
import { explainFailure } from './explain-failure.mjs';

const prepare = new URL('./prepare.mjs', import.meta.url);

it('accepts glibc Linux and macOS on both architectures and names a way for the rest', () => {
  for (const arch of ['x64', 'arm64']) {
    expect(checkPlatform('linux', arch, '2.36')).toBeUndefined();
    expect(checkPlatform('darwin', arch, undefined)).toBeUndefined();
  }
  expect(checkPlatform('linux', 'x64', undefined)).toContain('glibc');
  expect(checkPlatform('win32', 'x64', undefined)).toContain('WSL');
  expect(checkPlatform('linux', 'riscv64', '2.36')).toContain('not supported');
  expect(checkPlatform('freebsd', 'x64', undefined)).toContain('use Linux or macOS');
});

it('tells a full disk and an unreachable registry from other failures', () => {
  expect(explainFailure('install', 'ERROR ENOSPC: no space left on device, write')).toContain('disk is full');
  expect(explainFailure('build', 'cp: No space left on device')).toContain('disk is full');
  expect(explainFailure('install', 'npm error code EAI_AGAIN')).toContain('registry cannot be reached');
  expect(explainFailure('install', 'ERR_PNPM_OUTDATED_LOCKFILE')).toContain('lockfile');
  expect(explainFailure('build', 'error TS2345: ECONNREFUSED')).toContain('see above');
});

it('refuses an old Node in one line', () => {
  for (const version of ['12.22.0', '20.18.3']) {
    const asOld = `Object.defineProperty(process.versions, 'node', { value: '${version}' });`;
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(asOld)}`, fileURLToPath(prepare)],
      { encoding: 'utf8' },
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(
      `Node ${version} is too old: install Node 20.19 or newer (https://nodejs.org) and start again.\n`,
    );
  }
});

it('keeps to syntax that an old Node can parse', async () => {
  const source = await readFile(prepare, 'utf8');
  const code = source.replaceAll(/^\s*\/\/.*$/gm, '');
  expect(code).not.toMatch(/\?\?|\?\.|`|=>|\bawait\b|\bconst\b|\blet\b|node:/);
});
