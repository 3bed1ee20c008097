import { createClient } from '@supabase/supabase-js';
import { expect, it } from 'vitest';
import { SessionStore } from './session-store.ts';

/** Somebody is signed in; the server takes note of what it is told. */
async function signedIn() {
  const told: string[] = [];
  const answers: Record<string, unknown> = {
    '/auth/v1/token': {
      access_token: 'a.b.c',
      refresh_token: 'r',
      token_type: 'bearer',
      expires_in: 3600,
      user: { id: 'u-1', email: 'ada@example.com' },
    },
  };
  const fetch = async (input: RequestInfo | URL): Promise<Response> => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    told.push(pathname);
    return Response.json(answers[pathname] ?? {});
  };
  const options = { auth: { persistSession: false, autoRefreshToken: false }, global: { fetch } };
  const store = new SessionStore(createClient('http://auth.test', 'key', options).auth);
  await store.signIn('ada@example.com', 'secret');
  expect(store.getState()).toEqual({ kind: 'signed-in', userId: 'u-1' });
  return { store, told };
}

it('has the token at hand while somebody is signed in, for a page that closes', async () => {
  const { store } = await signedIn();
  expect(store.tokenAtHand()).toBe('a.b.c');
  await store.signOut();
  expect(store.tokenAtHand()).toBeNull();
});

it.each([
  ['signOut', false],
  ['signInAgain', true],
] as const)('ends the session by %s, and remembers whether somebody left', async (way, wasEnded) => {
  const { store, told } = await signedIn();
  const seen: unknown[] = [];
  store.subscribe(() => seen.push(store.getState()));
  await store[way]();
  expect(seen).toEqual([{ kind: 'signed-out', wasEnded }]);
  expect(told.at(-1)).toBe('/auth/v1/logout');
});
