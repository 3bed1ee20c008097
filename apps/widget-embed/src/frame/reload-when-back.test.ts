import { beforeEach, describe, expect, it, vi } from 'vitest';
import { reloadWhenBack, type ReloadingWindow } from './reload-when-back.ts';

const href = 'https://widgets.example/w/wk_cateringcateringcat?lang=it';

/** A window that counts how often it loaded its page again. */
function openWindow(state: unknown = null) {
  const listeners: (() => void)[] = [];
  const history = {
    state,
    replaceState(next: unknown) {
      history.state = next;
    },
  };
  const fetch = vi.fn<ReloadingWindow['fetch']>().mockResolvedValue({ ok: true });
  const reload = vi.fn();
  const own: ReloadingWindow = {
    history,
    location: { href, reload },
    fetch,
    addEventListener: (_type, listener) => listeners.push(listener),
    setInterval: (callback, ms) => setInterval(callback, ms),
  };
  const comeOnline = async () => {
    for (const listener of listeners) listener();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { own, history, fetch, reload, comeOnline };
}

beforeEach(() => {
  vi.useFakeTimers();
});

describe('reloadWhenBack', () => {
  it('loads the page again when the browser comes online', async () => {
    const { own, fetch, reload, comeOnline } = openWindow();
    reloadWhenBack(own);
    await vi.advanceTimersByTimeAsync(1000);
    expect(reload).not.toHaveBeenCalled();
    await comeOnline();
    expect(fetch).toHaveBeenCalledExactlyOnceWith(href, { cache: 'no-store' });
    expect(reload).toHaveBeenCalledOnce();
  });

  it.each([
    ['no answer comes', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['the server has none to give', () => Promise.resolve({ ok: false })],
  ])('keeps the page while %s, and tries again later', async (_what, answer) => {
    const { own, fetch, history, reload, comeOnline } = openWindow();
    fetch.mockImplementation(answer);
    const again = reloadWhenBack(own);
    await again();
    await comeOnline();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(reload).not.toHaveBeenCalled();
    expect(history.state).toBeNull();
    fetch.mockResolvedValue({ ok: true });
    await vi.advanceTimersByTimeAsync(5000);
    expect(reload).toHaveBeenCalledOnce();
  });

  it('waits longer each time that a new page did not help, but never when asked', async () => {
    const pausesMs: number[] = [];
    let state: unknown = { left: 'by something else' };
    for (let round = 0; round < 8; round += 1) {
      vi.clearAllTimers();
      const { own, history, reload } = openWindow(state);
      reloadWhenBack(own);
      const startedMs = Date.now();
      while (reload.mock.calls.length === 0) await vi.advanceTimersByTimeAsync(1000);
      pausesMs.push(Date.now() - startedMs);
      state = history.state;
    }
    expect(pausesMs).toEqual([5, 10, 20, 40, 80, 160, 300, 300].map((seconds) => seconds * 1000));
    const asked = openWindow(state);
    await reloadWhenBack(asked.own)();
    expect(asked.reload).toHaveBeenCalledOnce();
  });
});
