import { fileURLToPath } from 'node:url';
import { FaultyLine } from '@blunari/stack/faulty-line';
import type { CDPSession, Page } from '@playwright/test';
import { build } from 'vite';
import { openBrowser } from './browser.ts';
import type { Owner } from './product.ts';

export interface HeapGrowth {
  readonly beforeBytes: number;
  readonly afterBytes: number;
  readonly cycles: number;
}

export interface PageHeap {
  readonly mounts: HeapGrowth;
  readonly reconnects: HeapGrowth;
}

/** Before the first measurement: compiled code and filled pools are no leak. */
const WARM_UP = 300;

/** What stays on the heap of a page after its hooks were mounted and its line was lost many times, after collections. */
export async function measurePageHeap(owner: Owner, mounts: number, reconnects: number): Promise<PageHeap> {
  const { stack, session, topic } = owner;
  const line = await FaultyLine.to(Number(new URL(stack.publicUrl).port));
  const browser = await openBrowser(stack, line);
  const page = await browser.newPage({ bypassCSP: true });
  const cdp = await page.context().newCDPSession(page);
  // A page of the product itself, and an empty one: from elsewhere the browser lets nobody open sockets to this machine.
  await page.goto(`${stack.publicUrl}/healthz`);
  await page.addScriptTag({ content: await bundle() });
  const order = { url: stack.publicUrl, apiKey: stack.env.SUPABASE_ANON_KEY, token: session.access_token, topic };
  await page.evaluate(`bench.start(${JSON.stringify(order)})`);
  const mountMany = (count: number): Promise<unknown> => page.evaluate(`bench.mountAndUnmount(${count})`);
  const reconnectMany = async (count: number): Promise<void> => {
    for (let cycle = 0; cycle < count; cycle += 1) await reconnectOnce(page, line);
  };
  await mountMany(WARM_UP);
  await reconnectMany(WARM_UP / 10);
  const start = await heapOf(cdp);
  await mountMany(mounts);
  const middle = await heapOf(cdp);
  await reconnectMany(reconnects);
  const end = await heapOf(cdp);
  await browser.close();
  await line.close();
  return {
    mounts: { beforeBytes: start, afterBytes: middle, cycles: mounts },
    reconnects: { beforeBytes: middle, afterBytes: end, cycles: reconnects },
  };
}

async function reconnectOnce(page: Page, line: FaultyLine): Promise<void> {
  await page.evaluate('bench.expectLoss()');
  line.reset();
  await page.evaluate('bench.back()');
}

async function heapOf(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  return (await cdp.send('Runtime.getHeapUsage')).usedSize;
}

async function bundle(): Promise<string> {
  const entry = fileURLToPath(new URL('./page/main.tsx', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, lib: { entry, formats: ['iife'], name: 'page' } },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('Nothing was built.');
  return output.output[0].code;
}
