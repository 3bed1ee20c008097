import { setTimeout as delay } from 'node:timers/promises';
import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { startStack, type Stack } from '@blunari/stack/testing';

interface Person {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser said and nobody expected, in order. */
  readonly complaints: readonly string[];
  /** While the line is cut, the browser's own lines on loads that fail are no fault of ours. */
  cutLine(): Promise<void>;
  mendLine(): Promise<void>;
}

interface PersonOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  /** Lines of the console that the test itself brings about. */
  readonly foreseen?: RegExp;
}

interface Fixtures {
  /** A browser of its own: an admin, a second admin, a visitor. Closed with the test; it must not have complained. */
  newPerson: (options?: PersonOptions) => Promise<Person>;
}

export const test = base.extend<Fixtures, { stack: Stack }>({
  stack: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from this pattern
    async ({}, provide) => {
      const stack = await startStack();
      await provide(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  newPerson: async ({ browser }, provide) => {
    const people: Person[] = [];
    await provide(async ({ foreseen, ...options } = {}) => {
      const person = await openBrowser(await browser.newContext(options), foreseen);
      people.push(person);
      return person;
    });
    for (const { context, complaints } of people) {
      await context.close();
      test.expect(complaints, 'page errors and console messages').toEqual([]);
    }
  },
});

export { expect } from '@playwright/test';

async function openBrowser(context: BrowserContext, foreseen?: RegExp): Promise<Person> {
  const complaints: string[] = [];
  let isCut = false;
  context.on('weberror', (problem) =>
    complaints.push(`page error: ${problem.error().stack ?? problem.error().message}`),
  );
  context.on('console', (message) => {
    if (isCut && isFailedLoad(message.text())) return;
    const line = `${message.text()} (${message.location().url})`;
    if (foreseen?.test(line) !== true) complaints.push(`console ${message.type()}: ${line}`);
  });
  return {
    context,
    page: await context.newPage(),
    complaints,
    cutLine: async () => {
      isCut = true;
      await context.setOffline(true);
    },
    mendLine: async () => {
      await context.setOffline(false);
      // What the browser said of the last requests without a network is still on its way.
      await delay(250);
      isCut = false;
    },
  };
}

/** The two lines that Chromium itself writes when a request or a socket finds no network. */
function isFailedLoad(text: string): boolean {
  return /^Failed to load resource: net::ERR_|^WebSocket connection to .* failed/.test(text);
}
