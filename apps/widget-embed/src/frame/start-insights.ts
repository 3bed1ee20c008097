import type { WidgetCallbacks } from '@blunari/widgets/flow';
import { createJournal } from '../journal/journal.ts';
import type { ServerClock } from '../journal/server-clock.ts';
import type { FrameStore } from './frame-store.ts';
import type { HostLink } from './host-link.ts';
import { newIdAt } from './new-id.ts';
import type { PublicHttp } from './public-http.ts';
import { whenSeen } from './seen.ts';

interface Insights {
  readonly root: HTMLElement;
  readonly store: FrameStore;
  readonly http: PublicHttp;
  readonly host: HostLink;
  readonly clock: ServerClock;
  readonly session: () => string;
}

/** Writes down views and first uses, and tells the page around; conversions are written by the server alone. */
export function startInsights({ root, store, http, host, clock, session }: Insights): WidgetCallbacks<string> {
  const journal = createJournal({
    send: (events, isLast) => {
      const { pageUrl, referrer } = host.getPage();
      return http.journal({ pageUrl, referrer, events: [...events] }, isLast);
    },
    newId: newIdAt,
    nowMs: clock.nowMs,
    isClockCorrected: clock.isCorrected,
    monotonicMs: () => performance.now(),
    random: Math.random,
    setTimer: (callback, ms) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
  });
  window.addEventListener('pagehide', journal.flush);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') journal.flush();
  });
  const view = (): void => {
    journal.record({ type: 'view', sessionId: session(), locale: locale() });
    host.sendHappened('view', {});
  };
  const watch = (): void => whenSeen(root, () => host.getPage().viewportHeight, view);
  if (store.get().isActive) watch();
  else whenActive(store, watch);
  return {
    onInteraction: (step, kind) => {
      journal.record({ type: 'interaction', sessionId: session(), step, kind, locale: locale() });
      host.sendHappened('interaction', { step, kind });
    },
    onConversion: ({ id, kind, partySize, valueMinor, currency }) =>
      host.sendHappened('conversion', {
        id,
        kind,
        partySize,
        ...(valueMinor === undefined || currency === undefined ? {} : { valueMinor, currency }),
      }),
  };
}

/** That of the words on screen, whoever chose it. */
const locale = (): string => document.documentElement.lang;

/** A widget that shows nothing is not seen. */
function whenActive(store: FrameStore, callback: () => void): void {
  const stop = store.subscribe(() => {
    if (!store.get().isActive) return;
    stop();
    callback();
  });
}
