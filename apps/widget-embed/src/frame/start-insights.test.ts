// @vitest-environment jsdom
import { toPublicConfig } from '@blunari/schema/config';
import { buildBookingConfig, buildPlace } from '@blunari/schema/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HelloMessage, KeptName } from '../protocol/messages.ts';
import { createServerClock } from '../journal/server-clock.ts';
import { createFrameStore } from './frame-store.ts';
import { startInsights } from './start-insights.ts';

const bootstrap = {
  id: '0197a3c0-0000-7000-8000-000000000001',
  publicKey: 'wk_bookingbookingbooki',
  type: 'booking' as const,
  version: 7,
  isActive: true,
  config: toPublicConfig({ type: 'booking', config: buildBookingConfig() }).config,
  place: buildPlace(),
  insights: 'always' as const,
  realtime: { url: 'http://127.0.0.1:8080', apiKey: 'anon' },
  dashboardOrigin: 'http://localhost:8080',
  serverNow: '2026-11-14T13:00:00.000Z',
};
const hello: HelloMessage = {
  type: 'blunari:hello',
  instanceId: 'b1',
  pageUrl: 'https://lucia.example/prenota',
  referrer: '',
  viewportHeight: 800,
  fontFamily: '',
  lang: '',
  consent: '',
  kept: { session: '', journal: '' },
};
const nowMs = Date.parse(bootstrap.serverNow);

/** Calls back as the browser does when half of the widget can be seen. */
let show: () => void = () => {};

function world(insights: 'always' | 'with-consent' | 'never') {
  const clock = createServerClock(() => nowMs, nowMs);
  clock.observe(new Date(nowMs).toUTCString(), nowMs, nowMs);
  const store = createFrameStore({ ...bootstrap, insights });
  const journal = vi.fn<(body: string, isLast: boolean) => Promise<Response>>();
  journal.mockImplementation(() => Promise.resolve(new Response('{}', { status: 202 })));
  const kept: Record<KeptName, string> = { session: '', journal: '' };
  const sendHappened = vi.fn();
  const started = startInsights({
    root: document.body,
    publicKey: bootstrap.publicKey,
    entry: 'inline',
    store,
    http: Object.assign(Object.create(null), { journal }),
    postLast: null,
    host: {
      getPage: () => hello,
      sendHeight: () => {},
      sendHappened,
      introduced: Promise.resolve(),
      keep: { read: (name) => kept[name], write: (name, text) => void (kept[name] = text) },
    },
    clock,
  });
  const events = (): Record<string, string>[] => journal.mock.calls.flatMap(([body]) => JSON.parse(body).events);
  return {
    ...started,
    journal,
    events,
    told: () => sendHappened.mock.calls.map(([name]) => name),
    answer: (consent: HelloMessage['consent']) => store.applyHello({ ...hello, consent }),
    /** What writes is loaded by then. */
    loaded: () => vi.advanceTimersByTimeAsync(0).then(() => vi.dynamicImportSettled()),
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  window.sessionStorage.clear();
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: (entries: readonly object[]) => void) {
        const box = { height: 600 };
        show = () => callback([{ intersectionRect: box, boundingClientRect: box }]);
      }
      observe() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  window.dispatchEvent(new Event('pagehide'));
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('startInsights', () => {
  it('writes down that the widget was seen, once it was seen for a second, and sends it at once', async () => {
    const { loaded, pass, events, told } = world('always');
    await loaded();
    show();
    await pass(900);
    expect(events()).toEqual([]);
    await pass(200);
    expect(events()).toMatchObject([{ type: 'view', entry: 'inline' }]);
    expect(told()).toEqual(['view']);
  });

  it('writes down what was done before it was loaded', async () => {
    const { callbacks, loaded, pass, events } = world('always');
    callbacks.onInteraction?.('party', 'first-use');
    await loaded();
    await pass(2000);
    expect(events()).toMatchObject([{ type: 'interaction', step: 'party', kind: 'first-use' }]);
  });

  it('gives the conversion the session of the visit', async () => {
    const { callbacks, session, loaded, pass, events } = world('always');
    await loaded();
    callbacks.onInteraction?.('party', 'first-use');
    await pass(2000);
    expect(events()[0]?.['sessionId']).toBe(session());
  });

  it('says which step a guest left without booking, and nothing of one who booked', async () => {
    const { callbacks, loaded, pass, events } = world('always');
    await loaded();
    callbacks.onInteraction?.('time', 'first-use');
    window.dispatchEvent(new Event('pagehide'));
    await pass(0);
    expect(events().at(-1)).toMatchObject({ kind: 'abandon', step: 'time' });
    callbacks.onInteraction?.('details', 'first-use');
    callbacks.onConversion?.({ id: 'b', kind: 'booking', partySize: 2 });
    window.dispatchEvent(new Event('pagehide'));
    await pass(2000);
    expect(events().filter(({ kind }) => kind === 'abandon')).toHaveLength(1);
  });

  it('writes down whom the widget turned away', async () => {
    const { callbacks, loaded, pass, events } = world('always');
    const wish = { wantedDate: '2026-12-04', partySize: 4, rule: 'full' } as const;
    await loaded();
    callbacks.onTurnedAway?.('date', wish);
    await pass(2000);
    expect(events()).toMatchObject([{ type: 'interaction', kind: 'turned-away', step: 'date', ...wish }]);
  });

  it.each(['with-consent', 'never'] as const)(
    'sends and keeps nothing where a restaurant says %s and nobody agreed, and still tells the page',
    async (insights) => {
      const { callbacks, session, loaded, pass, journal, told } = world(insights);
      await loaded();
      show();
      await pass(2000);
      callbacks.onInteraction?.('party', 'first-use');
      callbacks.onConversion?.({ id: 'b', kind: 'booking', partySize: 2 });
      window.dispatchEvent(new Event('pagehide'));
      await pass(60_000);
      expect(journal).not.toHaveBeenCalled();
      expect(session()).toBeUndefined();
      expect(window.sessionStorage).toHaveLength(0);
      expect(told()).toEqual(['view', 'interaction', 'conversion']);
    },
  );

  it('counts from the moment the visitor agrees, with the view that it had before', async () => {
    const { callbacks, answer, loaded, pass, events } = world('with-consent');
    await loaded();
    show();
    await pass(2000);
    callbacks.onInteraction?.('party', 'first-use');
    answer('granted');
    await loaded();
    callbacks.onInteraction?.('date', 'first-use');
    await pass(2000);
    expect(events().map(({ type, step }) => [type, step])).toEqual([
      ['view', undefined],
      ['interaction', 'date'],
    ]);
  });

  it('leaves nothing behind when the visitor takes it back', async () => {
    const { callbacks, session, answer, loaded, pass, journal } = world('always');
    await loaded();
    callbacks.onInteraction?.('party', 'first-use');
    expect(window.sessionStorage.length).toBeGreaterThan(0);
    answer('denied');
    callbacks.onInteraction?.('date', 'first-use');
    await pass(60_000);
    expect(window.sessionStorage).toHaveLength(0);
    expect(session()).toBeUndefined();
    expect(journal).not.toHaveBeenCalled();
  });

  it('counts nothing for a browser that asks not to be followed', async () => {
    vi.stubGlobal('navigator', { doNotTrack: '1' });
    const { loaded, pass, journal } = world('always');
    await loaded();
    show();
    await pass(5000);
    expect(journal).not.toHaveBeenCalled();
  });
});
