import { FaultyLine } from '@blunari/stack/faulty-line';
import type { Frame, Page } from '@playwright/test';
import { openBrowser } from './browser.ts';
import { saveWelcome, type Owner } from './product.ts';

export interface CommitToDom {
  readonly dashboardMs: readonly number[];
  readonly widgetMs: readonly number[];
  /** To the dashboard's socket having the message: what is not ours to shorten on the page. */
  readonly socketMs: readonly number[];
}

/** Notes when a socket first has the n-th text, and when it is first in the document, by number. */
const watch = `
  window.firstSeenAt = {};
  window.firstHeardAt = {};
  window.WebSocket = class extends window.WebSocket {
    constructor(...address) {
      super(...address);
      this.addEventListener('message', ({ data }) => {
        const number = /"Edition (\\d+)"/.exec(data)?.[1];
        if (number) window.firstHeardAt[number] ??= Date.now();
      });
    }
  };
  const look = () => {
    for (const each of document.querySelectorAll('textarea, .bw-intro')) {
      const number = /^Edition (\\d+)$/.exec(each.value ?? each.textContent)?.[1];
      if (number) window.firstSeenAt[number] ??= Date.now();
    }
  };
  const onFrame = () => {
    look();
    requestAnimationFrame(onFrame);
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  onFrame();
`;

/**
 * From the instant that the database puts into the message while it commits, to the text's being in the document of an
 * open dashboard and an open widget. All on one machine and one clock.
 */
export async function measureCommitToDom(owner: Owner, saves: number): Promise<CommitToDom> {
  const { stack, session } = owner;
  const line = await FaultyLine.to(Number(new URL(stack.publicUrl).port));
  const browser = await openBrowser(stack, line);
  // Playwright asks a page for what it waits for by `eval`, which the pages' policy forbids.
  const context = await browser.newContext({ bypassCSP: true });
  const origin = JSON.stringify(new URL(stack.publicUrl).origin);
  const kept = JSON.stringify(JSON.stringify(session));
  await context.addInitScript(`if (location.origin === ${origin}) localStorage.setItem('blunari.session', ${kept});`);
  await context.addInitScript(watch);
  const [dashboard, guest] = [await context.newPage(), await context.newPage()];
  const committedAtMs = new Map<string, number>();
  dashboard.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => noteCommit(String(payload), committedAtMs)),
  );
  const joined = guest.waitForEvent('websocket');
  await dashboard.goto(`${stack.dashboardUrl}/trattoria-lucia/widgets/booking/content`);
  await dashboard.getByRole('button', { name: 'Connection: Live' }).waitFor();
  await guest.goto(stack.demoUrl);
  await joined;
  const widget = await frameOf(guest);
  for (let n = 1; n <= saves; n += 1) {
    await saveWelcome(owner, `Edition ${n}`);
    for (const place of [dashboard, widget]) await place.waitForFunction(`window.firstSeenAt[${n}]`);
  }
  const since = async (place: Page | Frame, noted: 'firstSeenAt' | 'firstHeardAt'): Promise<number[]> => {
    const at: Record<string, number> = await place.evaluate(`window.${noted}`);
    return [...committedAtMs].map(([number, atMs]) => (at[number] ?? Number.NaN) - atMs);
  };
  const result = {
    dashboardMs: await since(dashboard, 'firstSeenAt'),
    widgetMs: await since(widget, 'firstSeenAt'),
    socketMs: await since(dashboard, 'firstHeardAt'),
  };
  await browser.close();
  await line.close();
  return result;
}

function noteCommit(message: string, committedAtMs: Map<string, number>): void {
  const number = /"Edition (\d+)"/.exec(message)?.[1];
  const committedAt = /"committedAt": ?"([^"]+)"/.exec(message)?.[1];
  if (number && committedAt) committedAtMs.set(number, Date.parse(committedAt));
}

async function frameOf(guest: Page): Promise<Frame> {
  const element = await guest.locator('blunari-widget iframe').elementHandle();
  const frame = await element?.contentFrame();
  if (!frame) throw new Error('The page has no widget.');
  await frame.locator('.bw-intro').waitFor();
  return frame;
}
