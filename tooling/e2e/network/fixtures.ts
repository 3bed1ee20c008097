import { test as base, type Page } from '@playwright/test';
import { FaultyLine } from '@blunari/stack/faulty-line';
import { withInstallation, type Installation } from './installation.ts';
import { Scene } from './scene.ts';

interface Fixtures {
  /** A dashboard and a widget, live, in a browser that reaches the product over the line only. */
  openScene: (prepare?: (page: Page) => Promise<unknown>) => Promise<Scene>;
}

interface WorkerFixtures {
  installation: Installation;
  line: FaultyLine;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  installation: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from this pattern
    async ({}, provide) => withInstallation(provide),
    { scope: 'worker', timeout: 120_000 },
  ],
  line: [
    async ({ installation }, provide) => {
      const line = await FaultyLine.to(Number(new URL(installation.stack.publicUrl).port));
      await provide(line);
      await line.close();
    },
    { scope: 'worker' },
  ],
  // The pages know nothing of the line: their addresses are the product's own.
  launchOptions: [
    async ({ launchOptions, installation, line }, provide) => {
      const { host, port } = new URL(installation.stack.publicUrl);
      const rules = [host, `127.0.0.1:${port}`].map((each) => `MAP ${each} 127.0.0.1:${line.port}`).join(', ');
      await provide({ ...launchOptions, args: [...(launchOptions.args ?? []), `--host-resolver-rules=${rules}`] });
    },
    { scope: 'worker' },
  ],
  openScene: async ({ context, installation, line }, provide) => {
    const mishaps: string[] = [];
    context.on('weberror', (problem) => mishaps.push(problem.error().stack ?? problem.error().message));
    await line.mend();
    await provide((prepare) => Scene.open(context, installation.stack, line, prepare));
    await context.close();
    base.expect(mishaps, 'page errors').toEqual([]);
  },
});
