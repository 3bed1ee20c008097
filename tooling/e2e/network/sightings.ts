import type { BrowserContext, Frame, Page } from '@playwright/test';
import { z } from 'zod';

const sightingSchema = z.object({
  /** The connection indicator's words, null where a page has none. */
  label: z.string().nullable(),
  /** Number of the newest edition of the welcome text that can be read, 0 where none can. */
  edition: z.number(),
});

/** What a page showed from an instant on, until the next. `atMs` is of this process's clock, whatever the page's says. */
export interface Sighting extends z.infer<typeof sightingSchema> {
  readonly atMs: number;
}

/** The text that is edited and looked for: `Edition 7`. */
export const editionText = (edition: number): string => `Edition ${edition}`;

/**
 * Looks at every frame of a context after each change of its document and with each frame drawn, and tells what is new.
 * Text areas change without a mutation, hence both.
 */
const watch = `
  (() => {
    let last = '';
    const look = () => {
      const label = document.querySelector('button[aria-label^="Connection: "]')?.textContent ?? null;
      const texts = [...document.querySelectorAll('textarea, .bw-intro')].map((each) => each.value ?? each.textContent);
      const edition = Math.max(0, ...texts.map((text) => Number(/^Edition (\\d+)$/.exec(text)?.[1] ?? 0)));
      const said = JSON.stringify({ label, edition });
      if (said === last || (label === null && edition === 0)) return;
      last = said;
      window.sighted(said);
    };
    const onFrame = () => {
      look();
      requestAnimationFrame(onFrame);
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    onFrame();
  })();
`;

/** What one frame showed, oldest first. */
export type View = readonly Sighting[];

/**
 * All that the pages of a context show from now on, a view for each frame: a preview within a page may be a moment behind
 * it, and says nothing of the connection.
 */
export async function recordSightings(context: BrowserContext): Promise<(page: Page) => readonly View[]> {
  const byPage = new Map<Page, Map<Frame, Sighting[]>>();
  await context.exposeBinding('sighted', ({ page, frame }, said: string) => {
    const views = byPage.get(page) ?? new Map<Frame, Sighting[]>();
    const view = views.get(frame) ?? [];
    view.push({ atMs: Date.now(), ...sightingSchema.parse(JSON.parse(said)) });
    byPage.set(page, views.set(frame, view));
  });
  await context.addInitScript(watch);
  return (page) => [...(byPage.get(page)?.values() ?? [])];
}
