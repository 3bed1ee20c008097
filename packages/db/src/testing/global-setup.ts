import type { TestProject } from 'vitest/node';
import { startTestServer } from './postgres.ts';

/** Vitest's global set-up of a package with database tests: one server a run. Returns its tear-down. */
export default async function startSharedServer(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...server } = await startTestServer();
  project.provide('blunariTestServer', server);
  return stop;
}
