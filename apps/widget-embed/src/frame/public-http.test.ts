import { afterEach, describe, expect, it, vi } from 'vitest';
import { createServerClock } from '../journal/server-clock.ts';
import { createPublicHttp } from './public-http.ts';

const batch = { pageUrl: '', referrer: '', events: [] };

/** A server that takes every request and never answers. */
const hang: typeof fetch = (_, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => reject(new Error('Given up.')));
  });

function world() {
  const patience = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(patience.signal);
  const fetch = vi.fn(hang);
  const http = createPublicHttp({
    publicKey: 'wk_bookingbookingbooki',
    fetch,
    localNowMs: () => 0,
    clock: createServerClock(() => 0, 0),
  });
  return { http, fetch, losePatience: () => patience.abort() };
}

describe('createPublicHttp', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('gives up a journal batch that gets no answer, so that the next can go', async () => {
    const { http, losePatience } = world();
    const delivery = http.journal(batch, false);
    losePatience();
    await expect(delivery).resolves.toEqual({ status: 'again' });
  });

  it('gives up no batch of a page that goes away', () => {
    const { http, fetch } = world();
    void http.journal(batch, true);
    expect(fetch.mock.lastCall?.[1]).toMatchObject({ keepalive: true, signal: null });
  });
});
