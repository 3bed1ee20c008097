import { createTRPCUntypedClient, TRPCClientError } from '@trpc/client';
import { expect, it } from 'vitest';
import { createMemoryLink, type Ask } from './memory-link.ts';

const clientOf = (ask: Ask) => createTRPCUntypedClient({ links: [createMemoryLink(ask)] });

it('gives up a call with its caller', async () => {
  const caller = new AbortController();
  let heard: AbortSignal | null = null;
  const client = clientOf((_path, _input, signal) => {
    heard = signal;
    return new Promise(() => {});
  });
  const call = expect(client.query('me.get', undefined, { signal: caller.signal })).rejects.toThrow();
  caller.abort();
  await call;
  expect(heard).toMatchObject({ aborted: true });
});

it('fails without a typed reason where no answer comes, as a browser’s fetch does', async () => {
  const call = clientOf(() => Promise.reject(new TypeError('Failed to fetch'))).query('me.get');
  const error: unknown = await call.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TRPCClientError);
  expect(error).toMatchObject({ message: 'Failed to fetch', data: undefined });
});
