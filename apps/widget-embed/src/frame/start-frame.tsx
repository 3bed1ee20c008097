import type { FrameBootstrap } from '@blunari/schema/api';
import type { BookingReceipt } from '@blunari/schema/booking';
import { loadMessages, pickLocale } from '@blunari/widgets/locale';
import { createRoot } from 'react-dom/client';
import { createServerClock } from '../journal/server-clock.ts';
import { newIdAt } from './new-id.ts';
import { createFrameStore, type FrameStore } from './frame-store.ts';
import { FrameApp, type FrameAppProps } from './FrameApp.tsx';
import { guestLinkTo, readGuestLink, reloadForGuestLink } from './guest-link.ts';
import { createHostLink, type HostLink } from './host-link.ts';
import { loadCatering } from './load-catering.tsx';
import { createPreviewLink } from './preview-link.ts';
import { createPublicHttp, type PublicHttp } from './public-http.ts';
import { reportHeight } from './report-height.ts';
import { startGuestPage } from './start-guest-page.tsx';
import { startInsights } from './start-insights.ts';

/** Where a widget's questions and its live line lead. */
export interface FrameWires {
  readonly fetch: typeof fetch;
  /** The browser's own way to post events from a page that closes, where it has no better one; false when it takes no more. */
  readonly postLast: ((body: string) => boolean) | null;
  /** Guests can come back to what they did by a link. */
  readonly hasAddresses: boolean;
  /** Follows the widget's topic; loaded after the widget is drawn: nobody waits for it. */
  readonly follow: (store: FrameStore, http: PublicHttp) => Promise<void> | void;
}

/** Puts a widget into its frame: drawn from its settings, then followed live; by the server its page came from. */
export async function startFrame(
  root: HTMLElement,
  bootstrap: FrameBootstrap,
  wires: FrameWires = serverWires(bootstrap),
): Promise<void> {
  const query = new URLSearchParams(window.location.search);
  const isPage = window.parent === window;
  document.documentElement.dataset['mode'] = isPage ? 'page' : 'frame';
  const store = createFrameStore(bootstrap);
  const languages = [query.get('lang') ?? '', ...navigator.languages];
  const { locales, defaultLocale } = bootstrap.place;
  // Nothing is drawn in one language and redrawn in another.
  const [{ Catering, isLoaded }] = await Promise.all([
    bootstrap.type === 'catering' ? loadCatering() : { Catering: null, isLoaded: true },
    loadMessages(pickLocale(languages, locales, defaultLocale)),
  ]);
  const shared = { Catering, store, languages };
  if (query.get('preview') === '1' && !isPage) return startPreview(root, bootstrap, shared);

  const clock = createServerClock(() => Date.now(), Date.parse(bootstrap.serverNow));
  const http = createPublicHttp({
    publicKey: bootstrap.publicKey,
    fetch: wires.fetch,
    localNowMs: () => Date.now(),
    clock,
  });
  const pageUrl = `${window.location.origin}/w/${bootstrap.publicKey}`;
  const takesLinks = isPage && bootstrap.type === 'booking';
  const link = takesLinks ? readGuestLink(window.location.hash) : undefined;
  if (takesLinks) reloadForGuestLink(window);
  if (link !== undefined) {
    return startGuestPage(root, link, { state: store.get(), languages, http, nowMs: clock.nowMs, pageUrl });
  }
  const host = createHostLink(window, store.applyHello);
  const newId = (): string => newIdAt(clock.nowMs());
  const entry = isPage ? (query.has('src') ? 'link' : 'page') : 'inline';
  const { publicKey } = bootstrap;
  // A widget that did not load is not seen.
  const insights = isLoaded
    ? startInsights({ root, publicKey, entry, store, http, postLast: wires.postLast, host, clock })
    : null;
  if (!isLoaded) host.sendHappened('error', { code: 'widget_unavailable' });
  const visit = () => {
    const sessionId = insights?.session();
    return { ...(sessionId !== undefined && { sessionId }), pageUrl: host.getPage().pageUrl };
  };
  createRoot(root).render(
    <FrameApp
      {...shared}
      isPreview={false}
      isPage={isPage}
      callbacks={insights?.callbacks ?? {}}
      api={{
        availability: http.availability,
        book: (input) => http.book({ ...input, ...visit() }),
        ...(wires.hasAddresses && { linkTo: (receipt: BookingReceipt) => guestLinkTo(pageUrl, receipt) }),
        request: (input) => http.request({ ...input, ...visit() }),
        newId,
        nowMs: clock.nowMs,
      }}
    />,
  );
  reportHeight(root, host);
  sayInactive(store, isPage);
  void followLater(wires, store, http, host);
}

/** A preview counts nothing and sends nothing: the editor says what to draw and which times are free. */
function startPreview(
  root: HTMLElement,
  bootstrap: FrameBootstrap,
  shared: Pick<FrameAppProps, 'Catering' | 'store' | 'languages'>,
): void {
  const editor = createPreviewLink(window, bootstrap.dashboardOrigin, shared.store.applyDraft);
  createRoot(root).render(
    <FrameApp
      {...shared}
      isPreview
      isPage={false}
      onLocale={editor.chooseLanguage}
      callbacks={{}}
      api={{
        availability: editor.availability,
        book: refuse,
        request: refuse,
        newId: () => newIdAt(Date.now()),
        nowMs: () => Date.now(),
      }}
    />,
  );
}

const refuse = () =>
  Promise.resolve({ ok: false, error: { code: 'forbidden', message: 'A preview sends nothing.' } } as const);

function serverWires(bootstrap: FrameBootstrap): FrameWires {
  return {
    fetch: window.fetch.bind(window),
    postLast:
      'keepalive' in Request.prototype
        ? null
        : (body) =>
            window.navigator.sendBeacon(`/w/${bootstrap.publicKey}/i`, new Blob([body], { type: 'application/json' })),
    hasAddresses: true,
    follow: async (store, http) => {
      const { followChanges } = await import('./live.ts');
      followChanges(bootstrap, store, http);
    },
  };
}

async function followLater(wires: FrameWires, store: FrameStore, http: PublicHttp, host: HostLink): Promise<void> {
  try {
    await wires.follow(store, http);
  } catch {
    // Without it the widget works from the settings in its page.
    host.sendHappened('error', { code: 'live_unavailable' });
  }
}

function sayInactive(store: FrameStore, isPage: boolean): void {
  if (store.get().isActive || isPage) return;
  // oxlint-disable-next-line no-console -- the only way to tell the page's author why nothing shows
  console.info('[blunari] This widget is not active, so nothing is shown. Turn it on in the dashboard, under Widgets.');
}
