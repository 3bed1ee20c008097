import type { SupabaseClient } from '@supabase/supabase-js';
import { expect, inject, it } from 'vitest';
import { dataOf } from '../fixtures/auth-failures.ts';
import { openClient, openServiceClient } from '../fixtures/clients.ts';
import { describeFeature, itWhereOffered } from '../fixtures/describe-feature.ts';
import { eventually } from '../fixtures/eventually.ts';
import { createStorage } from '../fixtures/storage.ts';
import { createPerson, signIn } from '../fixtures/people.ts';
import { newestVersion } from '../target/client-releases.ts';

const isNewest = inject('clientVersion') === newestVersion;

/** The events of a client, each with whether it brought a session. */
function listenTo({ auth }: SupabaseClient) {
  const events: string[] = [];
  const { data } = auth.onAuthStateChange((event, session) => {
    events.push(`${event} ${session ? 'in' : 'out'}`);
  });
  return { events, unsubscribe: () => data.subscription.unsubscribe() };
}

describeFeature('auth.onAuthStateChange', () => {
  it('tells a visit from sign-in to sign-out', async () => {
    const client = openClient();
    const { events } = listenTo(client);
    await eventually(() => expect(events).toEqual(['INITIAL_SESSION out']));
    await signIn(await createPerson(), client);
    dataOf(await client.auth.refreshSession());
    dataOf(await client.auth.updateUser({ data: { a: 1 } }));
    await client.auth.signOut();
    await eventually(() =>
      expect(events).toEqual([
        'INITIAL_SESSION out',
        'SIGNED_IN in',
        'TOKEN_REFRESHED in',
        'USER_UPDATED in',
        'SIGNED_OUT out',
      ]),
    );
  });

  it('begins with the session where there is one', async () => {
    const client = await signIn(await createPerson());
    const { events } = listenTo(client);
    await eventually(() => expect(events).toEqual(['INITIAL_SESSION in']));
  });

  it('tells a session that setSession takes over', async () => {
    const { session } = dataOf(await (await signIn(await createPerson())).auth.getSession());
    const client = openClient();
    const { events } = listenTo(client);
    await eventually(() => expect(events).toHaveLength(1));
    dataOf(await client.auth.setSession(session ?? { access_token: '', refresh_token: '' }));
    await eventually(() => expect(events).toEqual(['INITIAL_SESSION out', 'SIGNED_IN in']));
  });

  it('tells a recovery apart from a sign-in', async () => {
    const { email } = await createPerson();
    const { properties } = dataOf(await openServiceClient().auth.admin.generateLink({ type: 'recovery', email }));
    const client = openClient();
    const { events } = listenTo(client);
    await eventually(() => expect(events).toHaveLength(1));
    dataOf(await client.auth.verifyOtp({ token_hash: properties?.hashed_token ?? '', type: 'recovery' }));
    await eventually(() => expect(events).toEqual(['INITIAL_SESSION out', 'PASSWORD_RECOVERY in']));
  });

  it('tells that the session is over when the refresh is refused', async () => {
    const person = await createPerson();
    const { options, expire } = createStorage();
    const client = await signIn(person, openClient(options));
    const { events } = listenTo(client);
    await eventually(() => expect(events).toHaveLength(1));
    await (await signIn(person)).auth.signOut({ scope: 'global' });
    expire();
    expect((await client.auth.getSession()).data.session).toBeNull();
    await eventually(() => expect(events).toEqual(['INITIAL_SESSION in', 'SIGNED_OUT out']));
  });

  it('tells nothing more after unsubscribe', async () => {
    const client = openClient();
    const { events, unsubscribe } = listenTo(client);
    const other = listenTo(client);
    await eventually(() => expect([events, other.events]).toEqual([['INITIAL_SESSION out'], ['INITIAL_SESSION out']]));
    unsubscribe();
    await signIn(await createPerson(), client);
    await eventually(() => expect(other.events).toHaveLength(2));
    expect(events).toHaveLength(1);
  });

  itWhereOffered(isNewest, 'tells nothing more after dispose, and Auth goes on', async () => {
    const person = await createPerson();
    const client = openClient();
    const { events } = listenTo(client);
    await eventually(() => expect(events).toEqual(['INITIAL_SESSION out']));
    await client.auth.dispose();
    const later = listenTo(client);
    await signIn(person, client);
    await eventually(() => expect(later.events).toContain('SIGNED_IN in'));
    expect(events).toHaveLength(1);
    expect(dataOf(await client.auth.getUser()).user.id).toBe(person.id);
  });
});
