import { afterEach, expect, it, vi } from 'vitest';
import { patienceMs, patientFetch } from './patient-fetch.ts';

afterEach(() => vi.restoreAllMocks());

/** A server that never answers, a fetch that ends with its signal as the real one does, and a clock that is not waited for. */
function neverAnswered() {
  const timer = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(timer.signal);
  vi.spyOn(globalThis, 'fetch').mockImplementation(
    (_input, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      }),
  );
  return { timer, timeout };
}

it('gives up a call that is never answered', async () => {
  const { timer, timeout } = neverAnswered();
  const answer = expect(patientFetch('/trpc')).rejects.toThrow('patience');
  timer.abort(new Error('patience'));
  await answer;
  expect(timeout).toHaveBeenCalledExactlyOnceWith(patienceMs);
});

it('still ends when its caller wants it to', async () => {
  neverAnswered();
  const caller = new AbortController();
  const answer = expect(patientFetch('/trpc', { signal: caller.signal })).rejects.toThrow('left');
  caller.abort(new Error('left'));
  await answer;
});
