import type { BrowserContext, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { FaultyLine } from '@blunari/stack/faulty-line';
import type { Stack } from '@blunari/stack/testing';
import { z } from 'zod';
import { actAs, people, passwordOf, type Actor } from '../tests/actors.ts';
import { connection } from '../tests/staff.ts';
import { widgetOn } from '../tests/visitor.ts';
import { editionText, recordSightings, type View } from './sightings.ts';
import type { SceneFact, WorldEvent } from './faults.ts';
import { liesIn, type Save } from './truth.ts';

/** Where a scene is played. */
export interface Stage {
  readonly context: BrowserContext;
  readonly stack: Stack;
  readonly line: FaultyLine;
}

/** A dashboard and a widget behind one line, and somebody elsewhere who edits what both show. */
export class Scene {
  readonly line: FaultyLine;
  readonly dashboard: Page;
  readonly widget: Page;
  readonly #editor: Actor;
  readonly #viewsOf: (page: Page) => readonly View[];
  readonly #saves: Save[] = [];
  readonly #events: WorldEvent[] = [];
  readonly #dashboards: Page[] = [];
  #beganAtMs = Date.now();

  private constructor(props: {
    line: FaultyLine;
    dashboard: Page;
    widget: Page;
    editor: Actor;
    viewsOf: (page: Page) => readonly View[];
  }) {
    this.line = props.line;
    this.dashboard = props.dashboard;
    this.widget = props.widget;
    this.#editor = props.editor;
    this.#viewsOf = props.viewsOf;
    this.#dashboards.push(props.dashboard);
  }

  /** Opens both pages and waits until each follows live. */
  static async open(
    { context, stack, line }: Stage,
    prepare: (context: BrowserContext) => Promise<unknown> = async () => undefined,
    session?: Session,
  ): Promise<Scene> {
    await prepare(context);
    const viewsOf = await recordSightings(context);
    await keepSession(context, stack, session ?? (await signIn(stack)));
    const [dashboard, widget] = [await context.newPage(), await context.newPage()];
    const editor = await actAs(stack, people.owner);
    const scene = new Scene({ line, dashboard, widget, editor, viewsOf });
    await scene.publish();
    const joined = widget.waitForEvent('websocket');
    await Promise.all([dashboard.goto(contentUrl(stack)), widget.goto(stack.demoUrl)]);
    await joined;
    await scene.converge();
    await scene.publish();
    await scene.converge();
    return scene;
  }

  /** One more tab of the same person, on the same screen. */
  async openTab(stack: Stack): Promise<Page> {
    const page = await this.dashboard.context().newPage();
    this.#dashboards.push(page);
    await page.goto(contentUrl(stack));
    await this.converge();
    return page;
  }

  async closeTab(page: Page): Promise<void> {
    this.#dashboards.splice(this.#dashboards.indexOf(page), 1);
    await page.close();
  }

  /** Stores the next edition of the welcome text from elsewhere, past the line. */
  async publish(): Promise<void> {
    const { trpc, tenantId } = this.#editor;
    const booking = (await trpc.widgets.list.query({ tenantId })).find(({ type }) => type === 'booking');
    if (!booking) throw new Error('the restaurant has a booking widget');
    const edition = nextEdition();
    const patch = { texts: { intro: { en: editionText(edition) } } };
    const answer = await trpc.widgets.save.mutate({ widgetId: booking.id, baseVersion: booking.version, patch });
    expect(answer.status).toBe('saved');
    this.#saves.push({ atMs: Date.now(), edition });
  }

  /** The widget's title as the server has it. */
  async storedTitle(): Promise<string | undefined> {
    const { trpc, tenantId } = this.#editor;
    const booking = (await trpc.widgets.list.query({ tenantId })).find(({ type }) => type === 'booking');
    return titledSchema.parse(booking?.config).texts.title['en'];
  }

  /** All show the last edition stored, and the dashboards say that they are live. */
  async converge(): Promise<void> {
    const text = editionText(this.#saves.at(-1)?.edition ?? 0);
    for (const page of this.#dashboards) {
      await expect(page.getByLabel('Welcome text')).toHaveValue(text, patiently);
      await expect(connection(page)).toHaveText('Live', patiently);
    }
    await expect(widgetOn(this.widget).getByText(text)).toBeVisible(patiently);
  }

  /** Something happens to the product or to the machine of the pages; what these may show from now on depends on it. */
  note(fact: SceneFact): void {
    this.#events.push({ atMs: Date.now(), fact });
  }

  /** From here on `labels` and `admitLoss` look. */
  begin(): void {
    this.#beganAtMs = Date.now();
  }

  /** Waits until the indicator of every dashboard has said that the line is lost. */
  async admitLoss(): Promise<void> {
    for (const page of this.#dashboards)
      await expect.poll(() => this.labels(page), patiently).toContain('Reconnecting');
  }

  /** The indicator's words, without repetition and without counting seconds. */
  labels(page: Page = this.dashboard): readonly string[] {
    const seen = this.#viewsOf(page)
      .flat()
      .filter(({ atMs }) => atMs >= this.#beganAtMs);
    const words = seen.flatMap(({ label }) => label?.replace(/ in \d+ s$/, '') ?? []);
    return words.filter((word, index) => word !== words[index - 1]);
  }

  /**
   * Waits until the server has closed what the browser keeps for later. Those that died unnoticed would cost 5 s each, and
   * a browser has no more of them when a machine goes to sleep, or where it was quiet for a while. Two that it opened
   * in advance and never used may stay.
   */
  async quietDown(): Promise<void> {
    await expect.poll(() => this.line.connectionCount, patiently).toBeLessThanOrEqual(this.#dashboards.length + 3);
  }

  /** Converges, and nothing that was shown on the way was untrue. */
  async endsWell(): Promise<void> {
    await this.converge();
    const events = [...this.line.events, ...this.#events].toSorted((one, other) => one.atMs - other.atMs);
    for (const sightings of [...this.#dashboards, this.widget].flatMap(this.#viewsOf)) {
      const history = { sightings, events, saves: this.#saves };
      expect(liesIn(history), JSON.stringify(history, null, 1)).toEqual([]);
    }
  }
}

const titledSchema = z.object({ texts: z.object({ title: z.record(z.string(), z.string()) }) });

/** Longest that a line is away (a half-open one is found within 20 s), and the way back. */
const patiently = { timeout: 45_000 };

const contentUrl = (stack: Stack): string => `${stack.dashboardUrl}/trattoria-lucia/widgets/booking/content`;

let lastEdition = 0;

/** Never used before, so that nothing of an earlier scene is taken for something of this one. */
function nextEdition(): number {
  lastEdition += 1;
  return lastEdition;
}

const sessionSchema = z.looseObject({ access_token: z.string(), expires_at: z.number() });

/** As Auth answers it, and as the dashboard keeps it. */
export type Session = z.infer<typeof sessionSchema>;

/** Past the line. */
export async function signIn(stack: Stack): Promise<Session> {
  const answer = await fetch(`${stack.env.SUPABASE_URL}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey: stack.env.SUPABASE_ANON_KEY, 'content-type': 'application/json' },
    body: JSON.stringify({ email: people.owner, password: passwordOf(stack, people.owner) }),
  });
  return sessionSchema.parse(await answer.json());
}

/** As somebody who comes back to a dashboard that kept them signed in; a session that was renewed since is not undone. */
async function keepSession(context: BrowserContext, stack: Stack, session: Session): Promise<void> {
  const origin = JSON.stringify(new URL(stack.publicUrl).origin);
  await context.addInitScript(`
    if (location.origin === ${origin} && localStorage.getItem('blunari.session') === null) {
      localStorage.setItem('blunari.session', ${JSON.stringify(JSON.stringify(session))});
    }
  `);
}
