import type { Entry } from '@blunari/schema/insights';
import type { WidgetCallbacks } from '@blunari/widgets/flow';
import type { RunningJournal } from '../journal/start-journal.ts';
import type { ServerClock } from '../journal/server-clock.ts';
import type { FrameStore } from './frame-store.ts';
import type { HostLink } from './host-link.ts';
import { mayCount } from './may-count.ts';
import type { PublicHttp } from './public-http.ts';
import { whenSeen } from './seen.ts';

export interface InsightsDeps {
  readonly root: HTMLElement;
  readonly publicKey: string;
  readonly entry: Entry;
  readonly store: FrameStore;
  readonly http: PublicHttp;
  /** `navigator.sendBeacon` to the journal's address, where there is such a server. */
  readonly postLast: ((body: string) => boolean) | null;
  readonly host: HostLink;
  readonly clock: ServerClock;
}

export interface Insights {
  readonly callbacks: WidgetCallbacks<string>;
  /** Of the visit so far, for the conversion; none where visits are not counted. */
  readonly session: () => string | undefined;
}

/**
 * Tells the page around what happens, and writes it down where visits may be counted: what writes is loaded only then.
 * Conversions are written by the server alone.
 */
export function startInsights(deps: InsightsDeps): Insights {
  const { root, store, host } = deps;
  let journal: RunningJournal | null = null;
  /** Allowed, but not loaded yet. */
  let early: readonly ((running: RunningJournal) => void)[] | null = null;
  let isSeen = false;
  const tell = (word: (running: RunningJournal) => void): void => {
    if (journal) word(journal);
    else if (early) early = [...early, word];
  };
  const view = (): void => tell(({ record }) => record({ type: 'view' }, true));
  const judge = (): void => {
    const { insights, hostConsent } = store.get();
    const isAllowed = mayCount(insights, hostConsent, navigator);
    if (isAllowed && !journal && !early) {
      early = [];
      if (isSeen) view();
      void open();
    } else if (!isAllowed) {
      journal?.stop();
      journal = null;
      early = null;
    }
  };
  const open = async (): Promise<void> => {
    const started = await load(deps);
    // It may have been forbidden meanwhile, and allowed again: then the first to come counts.
    if (!started || journal || !early) return;
    journal = started();
    for (const word of early) word(journal);
    early = null;
  };
  window.addEventListener('pagehide', () => journal?.leave());
  window.addEventListener('online', () => journal?.hurry());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') journal?.hide();
  });
  store.subscribe(judge);
  judge();
  onceActive(store, () =>
    whenSeen(
      root,
      () => host.getPage().viewportHeight,
      () => {
        isSeen = true;
        view();
        host.sendHappened('view', {});
      },
    ),
  );
  return {
    callbacks: {
      onInteraction: (step, kind) => {
        tell(({ record }) => record({ type: 'interaction', step, kind }));
        host.sendHappened('interaction', { step, kind });
      },
      onTurnedAway: (step, wish) =>
        tell(({ record }) => record({ type: 'interaction', step, kind: 'turned-away', ...wish })),
      onConversion: ({ id, kind, partySize, valueMinor, currency }) => {
        tell(({ finish }) => finish());
        host.sendHappened('conversion', {
          id,
          kind,
          partySize,
          ...(valueMinor === undefined || currency === undefined ? {} : { valueMinor, currency }),
        });
      },
    },
    session: () => journal?.session(),
  };
}

/** Where it does not load, nothing is counted, and the widget works as ever. */
async function load({
  publicKey,
  entry,
  http,
  postLast,
  host,
  clock,
}: InsightsDeps): Promise<(() => RunningJournal) | null> {
  try {
    // The page around says where the visitor is, and holds what waits where the browser blocks storage in frames.
    const [{ startJournal }] = await Promise.all([import('../journal/start-journal.ts'), host.introduced]);
    return () =>
      startJournal({
        publicKey,
        entry,
        post: http.journal,
        postLast,
        currentPage: () => {
          const { pageUrl, referrer } = host.getPage();
          return { pageUrl, referrer };
        },
        locale: () => document.documentElement.lang,
        standIn: host.keep,
        clock,
      });
  } catch {
    return null;
  }
}

/** A widget that shows nothing is not seen. */
function onceActive(store: FrameStore, callback: () => void): void {
  if (store.get().isActive) return callback();
  const stop = store.subscribe(() => {
    if (!store.get().isActive) return;
    stop();
    callback();
  });
}
