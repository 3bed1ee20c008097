import { test as base, type BrowserContext, type LaunchOptions } from '@playwright/test';
import { FaultyLine } from '@blunari/stack/faulty-line';
import { withInstallation, type Installation } from './installation.ts';
import { Scene, type Session } from './scene.ts';

type OpenScene = (prepare?: (context: BrowserContext) => Promise<unknown>, session?: Session) => Promise<Scene>;

interface Fixtures {
  /** A dashboard and a widget, live, in a browser that reaches the product over a line of its own; open through all tests. */
  scene: Scene;
  /** Another such scene. `prepare` sees its context before there are pages; the session is a new one unless told. */
  openScene: OpenScene;
}

interface WorkerFixtures {
  installation: Installation;
  shared: Scene;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  installation: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from this pattern
    async ({}, provide) => withInstallation(provide),
    { scope: 'worker', timeout: 120_000 },
  ],
  shared: [
    async ({ playwright, launchOptions, installation }, provide) =>
      withScene({ chromium: playwright.chromium, launchOptions, installation }, (open) => open().then(provide)),
    { scope: 'worker', timeout: 120_000 },
  ],
  scene: async ({ shared }, provide) => {
    await shared.line.mend();
    // Other scenes have edited the same widget.
    await shared.publish();
    await shared.converge();
    shared.begin();
    await provide(shared);
  },
  openScene: async ({ playwright, launchOptions, installation }, provide) =>
    withScene({ chromium: playwright.chromium, launchOptions, installation }, provide),
});

interface Place {
  readonly chromium: typeof import('@playwright/test').chromium;
  readonly launchOptions: LaunchOptions;
  readonly installation: Installation;
}

/** A line and a browser for one scene; its pages must not have failed. They know nothing of the line: addresses are the product's own. */
async function withScene(
  { chromium, launchOptions, installation }: Place,
  play: (open: OpenScene) => Promise<void>,
): Promise<void> {
  const { publicUrl } = installation.stack;
  const line = await FaultyLine.to(Number(new URL(publicUrl).port));
  const args = [...(launchOptions.args ?? []), ...line.chromiumArgs(publicUrl)];
  const browser = await chromium.launch({ ...launchOptions, args });
  const context = await browser.newContext({ locale: 'en-GB' });
  const mishaps: string[] = [];
  context.on('weberror', (problem) => mishaps.push(problem.error().stack ?? problem.error().message));
  const { stack } = installation;
  await play((prepare, session) => Scene.open({ context, stack, line }, prepare, session));
  await browser.close();
  await line.close();
  base.expect(mishaps, 'page errors').toEqual([]);
}
