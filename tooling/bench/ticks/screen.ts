import { findChromium } from '@blunari/chromium';
import { chromium, type Page } from '@playwright/test';
import type { Owner } from '../reconnect/product.ts';

/** An owner's Insights screen of today in a browser, which notes when it knows how many views. Unix ms. */
export interface Screen {
  /** The views that it shows. */
  readonly views: () => Promise<number>;
  /** Resolves once it shows so many. */
  readonly showing: (views: number) => Promise<void>;
  /** By a number of views, when the socket first had them or more, and when the document first did. */
  readonly noted: () => Promise<{ readonly heard: Noted; readonly seen: Noted }>;
  readonly close: () => Promise<void>;
}

export type Noted = readonly (readonly [views: number, atMs: number])[];

const watch = `
  window.heard = [];
  window.seen = [];
  const note = (noted, views) => {
    if (views > (noted.at(-1)?.[0] ?? -1)) noted.push([views, Date.now()]);
  };
  window.WebSocket = class extends window.WebSocket {
    constructor(...address) {
      super(...address);
      this.addEventListener('message', ({ data }) => {
        const views = String(data).includes('insights.tick') && /"views": ?(\\d+)/.exec(data)?.[1];
        if (views) note(window.heard, Number(views));
      });
    }
  };
  window.viewsShown = () => {
    for (const term of document.querySelectorAll('[aria-label="The period in numbers"] dt')) {
      const figure = term.textContent === 'Views' && term.parentElement.querySelector('dd')?.firstChild;
      const words = figure && figure.textContent.replaceAll(',', '');
      if (/^\\d+$/.test(words)) return Number(words);
    }
    return Number.NaN;
  };
  const look = () => note(window.seen, window.viewsShown());
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
`;

export async function openScreen({ stack, session }: Owner): Promise<Screen> {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  // Playwright asks a page for what it waits for by `eval`, which the page's policy forbids.
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1440, height: 900 } });
  const kept = JSON.stringify(JSON.stringify(session));
  await context.addInitScript(`localStorage.setItem('blunari.session', ${kept});`);
  await context.addInitScript(watch);
  const page = await context.newPage();
  await page.goto(`${stack.dashboardUrl}/trattoria-lucia/insights?period=today&widget=booking`);
  await page.getByRole('button', { name: 'Connection: Live' }).waitFor();
  await page.waitForFunction('!Number.isNaN(window.viewsShown())');
  return {
    views: () => page.evaluate('window.viewsShown()'),
    showing: (views) => untilShown(page, views),
    noted: async () => ({ heard: await page.evaluate('window.heard'), seen: await page.evaluate('window.seen') }),
    close: () => browser.close(),
  };
}

async function untilShown(page: Page, views: number): Promise<void> {
  await page.waitForFunction(`window.viewsShown() >= ${views}`, undefined, { polling: 50, timeout: 60_000 });
}
