import { afterEach, expect, it, vi } from 'vitest';
import { sendAndLeave } from './send-and-leave.ts';

const ask = vi.fn(() => Promise.reject(new TypeError('the page is gone')));
vi.stubGlobal('fetch', ask);
afterEach(() => ask.mockClear());

it('sends at once, in a request that outlives the page, and fails without a word', () => {
  sendAndLeave('token', 'testRuns.end', { tenantId: 'a' });
  expect(ask.mock.calls).toEqual([
    [
      '/trpc/testRuns.end',
      {
        method: 'POST',
        keepalive: true,
        headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
        body: '{"tenantId":"a"}',
      },
    ],
  ]);
});

it('sends nothing without a token', () => {
  sendAndLeave(null, 'testRuns.end', { tenantId: 'a' });
  expect(ask).not.toHaveBeenCalled();
});
