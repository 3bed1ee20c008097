import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseTestReport, type TestReport } from './parse-test-report.ts';

const manifestSchema = z.object({ name: z.string() });

/** Folders of all workspace packages. */
async function listPackageFolders(root: string): Promise<string[]> {
  const groups = ['apps', 'packages', 'tooling'];
  const nested = await Promise.all(
    groups.map(async (group) => (await readdir(join(root, group))).map((name) => join(root, group, name))),
  );
  return nested.flat();
}

/** A report of an earlier run must not be counted for a task that this time left none. */
export async function deleteReports(root: string): Promise<void> {
  for (const folder of await listPackageFolders(root)) {
    await rm(join(folder, 'reports'), { recursive: true, force: true });
  }
}

/** The reports by package name. */
export async function readReports(root: string): Promise<Map<string, TestReport[]>> {
  const reports = new Map<string, TestReport[]>();
  for (const folder of await listPackageFolders(root)) {
    const names = await readdir(join(folder, 'reports')).catch((): string[] => []);
    const files = names.filter((name) => name === 'playwright.json' || /^vitest.*\.json$/.test(name));
    if (files.length === 0) continue;
    const { name } = manifestSchema.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
    const ofPackage = files.map(async (file) => readReport(join(folder, 'reports', file)));
    reports.set(name, await Promise.all(ofPackage));
  }
  return reports;
}

async function readReport(path: string): Promise<TestReport> {
  try {
    return parseTestReport(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    return { passed: 0, failures: [`${path} cannot be read: ${String(error)}`], skips: [] };
  }
}
