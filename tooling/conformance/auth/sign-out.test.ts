import { expect, inject, it } from 'vitest';
import { dataOf, present } from '../fixtures/auth-failures.ts';
import { openClient, openServiceClient } from '../fixtures/clients.ts';
import { describeFeature, itWhereOffered } from '../fixtures/describe-feature.ts';
import { createPerson, signIn } from '../fixtures/people.ts';
import { newestVersion } from '../target/client-releases.ts';

type Scope = 'local' | 'others' | 'global';

/** Signs one person in twice, and looks which of the sessions the server still knows after the first has signed out. */
async function alive(signOut: (client: ReturnType<typeof openClient>) => Promise<unknown>): Promise<boolean[]> {
  const person = await createPerson();
  const clients = await Promise.all([signIn(person), signIn(person)]);
  const tokens = await Promise.all(
    clients.map(async ({ auth }) => present(dataOf(await auth.getSession()).session, 'The session').access_token),
  );
  await signOut(clients[0]);
  return Promise.all(tokens.map(async (token) => (await openClient().auth.getUser(token)).error === null));
}

describeFeature('auth.signOut', () => {
  it.each<[Scope, boolean[]]>([
    ['local', [false, true]],
    ['others', [true, false]],
    ['global', [false, false]],
  ])('with scope %s leaves of this session and another: %s', async (scope, expected) => {
    expect(await alive(({ auth }) => auth.signOut({ scope }))).toEqual(expected);
  });

  it('ends every session without a scope', async () => {
    expect(await alive(({ auth }) => auth.signOut())).toEqual([false, false]);
  });

  it('forgets the session here, and ends its refresh token', async () => {
    const client = await signIn(await createPerson());
    const { refresh_token } = present(dataOf(await client.auth.getSession()).session, 'The session');
    expect((await client.auth.signOut()).error).toBeNull();
    expect(dataOf(await client.auth.getSession()).session).toBeNull();
    expect((await openClient().auth.refreshSession({ refresh_token })).error).toMatchObject({ status: 400 });
  });

  it('is no error where nobody is signed in', async () => {
    expect((await openClient().auth.signOut()).error).toBeNull();
  });

  // The older client takes the server's word for a failure.
  itWhereOffered(inject('clientVersion') === newestVersion, 'is no error where the session is gone', async () => {
    const client = await signIn(await createPerson());
    const { access_token } = present(dataOf(await client.auth.getSession()).session, 'The session');
    await openServiceClient().auth.admin.signOut(access_token);
    expect((await client.auth.signOut()).error).toBeNull();
    expect(dataOf(await client.auth.getSession()).session).toBeNull();
  });

  it.each<[Scope, boolean[]]>([
    ['local', [false, true]],
    ['others', [true, false]],
    ['global', [false, false]],
  ])('by admin.signOut with scope %s leaves: %s', async (scope, expected) => {
    const signOut = async ({ auth }: ReturnType<typeof openClient>): Promise<void> => {
      const { access_token } = present(dataOf(await auth.getSession()).session, 'The session');
      expect((await openServiceClient().auth.admin.signOut(access_token, scope)).error).toBeNull();
    };
    expect(await alive(signOut)).toEqual(expected);
  });

  it('by admin.signOut is refused with what is no token', async () => {
    expect((await openServiceClient().auth.admin.signOut('not-a-token')).error).toMatchObject({
      status: 403,
      code: 'bad_jwt',
    });
  });
});
