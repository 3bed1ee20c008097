import { afterEach, describe, expect, it, vi } from 'vitest';
import { createServerClock } from '../journal/server-clock.ts';
import { createPublicHttp } from './public-http.ts';

const receipt = {
  id: '0197a3c0-0000-7000-8000-000000000001',
  reference: 'C7D-XK4',
  status: 'confirmed',
  partySize: 4,
  startsAt: '2026-11-21T18:30:00.000Z',
  localDate: '2026-11-21',
  localTime: '19:30',
  timeZone: 'Europe/Rome',
  durationMinutes: 105,
};

const wish = {
  idempotencyKey: receipt.id,
  partySize: 4,
  startsAt: receipt.startsAt,
  guest: { name: 'Elena', email: 'elena@example.com', phone: '051 123 456' },
  notes: '',
  locale: 'it',
  sessionId: receipt.id,
  pageUrl: '',
};

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
    const answer = http.journal('{}', false);
    losePatience();
    await expect(answer).resolves.toBeNull();
  });

  it('gives up no batch of a page that goes away', () => {
    const { http, fetch } = world();
    void http.journal('{}', true);
    expect(fetch.mock.lastCall?.[1]).toMatchObject({ keepalive: true, signal: null });
  });

  it('passes on what an earlier try has booked, and takes a refusal with anything else in its place for no answer', async () => {
    const { http, fetch } = world();
    const answerWith = (earlier: object) =>
      fetch.mockResolvedValueOnce(
        Response.json({ code: 'idempotency_mismatch', message: 'no', earlier }, { status: 409 }),
      );
    answerWith(receipt);
    expect(await http.book(wish)).toEqual({
      ok: false,
      error: { code: 'idempotency_mismatch', message: 'no', earlier: receipt },
    });
    answerWith({ reference: 1 });
    expect(await http.book(wish)).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  });
});
