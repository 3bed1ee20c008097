import type { TestProject } from 'vitest/node';
import { openTarget } from './open-target.ts';
import { prepareDatabase } from './prepare-database.ts';

/** One server and one set of tables and policies for the whole run; the teardown leaves nothing of them. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { target, close } = await openTarget();
  const cleanDatabase = await prepareDatabase(target).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  project.provide('target', target);
  return async () => {
    await cleanDatabase();
    await close();
  };
}
