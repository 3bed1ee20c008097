import { expect, it, vi } from 'vitest';
import { dataOf, present, refusalOf } from '../fixtures/auth-failures.ts';
import { openClient } from '../fixtures/clients.ts';
import { database } from '../fixtures/database.ts';
import { describeFeature } from '../fixtures/describe-feature.ts';
import { eventually } from '../fixtures/eventually.ts';
import { createStorage } from '../fixtures/storage.ts';
import { createPerson, signIn } from '../fixtures/people.ts';
import { canSignTokens, signPersonToken } from '../fixtures/sign-token.ts';

async function sessionOf({ auth }: ReturnType<typeof openClient>) {
  return present(dataOf(await auth.getSession()).session, 'The session');
}

describeFeature('auth session', () => {
  it('is none before a sign-in', async () => {
    expect(dataOf(await openClient().auth.getSession()).session).toBeNull();
  });

  it('is what getSession answers after a sign-in', async () => {
    const person = await createPerson();
    const session = await sessionOf(await signIn(person));
    expect(session.user.id).toBe(person.id);
  });

  it('is kept in the storage for the next client', async () => {
    const person = await createPerson();
    const { options } = createStorage();
    await signIn(person, openClient(options));
    const { user } = dataOf(await openClient(options).auth.getUser());
    expect(user.id).toBe(person.id);
  });

  it('is found in the storage by initialize', async () => {
    const person = await createPerson();
    const { options } = createStorage();
    await signIn(person, openClient(options));
    const { auth } = openClient(options);
    expect((await auth.initialize()).error).toBeNull();
    expect(dataOf(await auth.getSession()).session?.user.id).toBe(person.id);
  });

  it('is refreshed in the background from startAutoRefresh to stopAutoRefresh', async () => {
    const { options, expire } = createStorage();
    const client = await signIn(await createPerson(), openClient(options));
    const events: string[] = [];
    client.auth.onAuthStateChange((event) => void events.push(event));
    await eventually(() => expect(events).toEqual(['INITIAL_SESSION']));
    expire();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await client.auth.startAutoRefresh();
    await eventually(() => expect(events).toEqual(['INITIAL_SESSION', 'TOKEN_REFRESHED']));
    expect(vi.getTimerCount()).toBe(1);
    await client.auth.stopAutoRefresh();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is refreshed by getSession when it is over', async () => {
    const { options, expire } = createStorage();
    const client = await signIn(await createPerson(), openClient(options));
    const before = await sessionOf(client);
    expire();
    const after = await sessionOf(client);
    expect(after.refresh_token).not.toBe(before.refresh_token);
    expect(dataOf(await client.auth.getUser()).user.id).toBe(before.user.id);
  });

  it('is refreshed by itself after startAutoRefresh, until stopAutoRefresh', async () => {
    const { options, expire } = createStorage();
    const client = await signIn(await createPerson(), openClient(options));
    const before = await sessionOf(client);
    const tokens: (string | undefined)[] = [];
    client.auth.onAuthStateChange((_event, session) => tokens.push(session?.refresh_token));
    // Told at once; nothing but the clock asks for the session after that.
    await eventually(() => expect(tokens).toEqual([before.refresh_token]));
    expire();
    await client.auth.startAutoRefresh();
    await eventually(() => expect(tokens).toEqual([before.refresh_token, expect.any(String)]));
    expect(tokens[1]).not.toBe(before.refresh_token);
    await client.auth.stopAutoRefresh();
    expect(dataOf(await client.auth.getUser()).user.id).toBe(before.user.id);
  });

  it('is refreshed by refreshSession, with a new refresh token', async () => {
    const client = await signIn(await createPerson());
    const before = await sessionOf(client);
    const { session, user } = dataOf(await client.auth.refreshSession());
    expect(session?.refresh_token).not.toBe(before.refresh_token);
    expect(user?.id).toBe(before.user.id);
    expect((await sessionOf(client)).access_token).toBe(session?.access_token);
  });

  it('may be refreshed by another client that has the refresh token', async () => {
    const { refresh_token, user } = await sessionOf(await signIn(await createPerson()));
    const other = openClient();
    const data = dataOf(await other.auth.refreshSession({ refresh_token }));
    expect(data.user?.id).toBe(user.id);
  });

  it('survives two refreshes at once, and an answer that got lost', async () => {
    const { refresh_token } = await sessionOf(await signIn(await createPerson()));
    const refreshes = await Promise.all([
      openClient().auth.refreshSession({ refresh_token }),
      openClient().auth.refreshSession({ refresh_token }),
    ]);
    for (const refresh of refreshes) dataOf(refresh);
    const again = dataOf(await openClient().auth.refreshSession({ refresh_token }));
    dataOf(await openClient().auth.refreshSession({ refresh_token: present(again.session, 'It').refresh_token }));
  });

  it('ends when a refresh token comes back that was replaced long ago', async () => {
    const client = await signIn(await createPerson());
    const { refresh_token: first } = await sessionOf(client);
    dataOf(await client.auth.refreshSession());
    dataOf(await client.auth.refreshSession());
    const { refresh_token: current } = await sessionOf(client);
    await database.query(`update auth.refresh_tokens set updated_at = now() - interval '1 hour' where token = $1`, [
      first,
    ]);
    expect(refusalOf(await openClient().auth.refreshSession({ refresh_token: first }))).toEqual({
      status: 400,
      code: 'refresh_token_already_used',
    });
    expect(refusalOf(await openClient().auth.refreshSession({ refresh_token: current })).status).toBe(400);
  });

  it('is not had for a refresh token that nobody gave out', async () => {
    expect(refusalOf(await openClient().auth.refreshSession({ refresh_token: 'unknown-token' }))).toEqual({
      status: 400,
      code: 'refresh_token_not_found',
    });
  });

  it('is taken over by setSession', async () => {
    const { access_token, refresh_token, user } = await sessionOf(await signIn(await createPerson()));
    const other = openClient();
    const data = dataOf(await other.auth.setSession({ access_token, refresh_token }));
    expect(data.user?.id).toBe(user.id);
    expect((await sessionOf(other)).access_token).toBe(access_token);
    dataOf(await other.auth.updateUser({ data: { hello: 'world' } }));
  });

  it.runIf(canSignTokens)('is refreshed by setSession when its access token is over', async () => {
    const { refresh_token, user } = await sessionOf(await signIn(await createPerson()));
    const access_token = await signPersonToken(user.id, -60);
    const data = dataOf(await openClient().auth.setSession({ access_token, refresh_token }));
    expect(data.session?.access_token).not.toBe(access_token);
    expect(data.user?.id).toBe(user.id);
  });

  it('is refused by setSession with tokens of nobody', async () => {
    const { access_token, refresh_token } = await sessionOf(await signIn(await createPerson()));
    const bad = await openClient().auth.setSession({ access_token: 'not-a-token', refresh_token });
    expect(bad.error).not.toBeNull();
    const [header, payload] = access_token.split('.');
    const forged = await openClient().auth.setSession({ access_token: `${header}.${payload}.AAAA`, refresh_token });
    expect(refusalOf(forged)).toEqual({ status: 403, code: 'bad_jwt' });
  });
});
