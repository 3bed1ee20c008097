import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { dataOf, present, refusalOf } from '../fixtures/auth-failures.ts';
import { openClient, openServiceClient } from '../fixtures/clients.ts';
import { describeFeature } from '../fixtures/describe-feature.ts';
import { mailedToken } from '../fixtures/mailbox.ts';
import { createPerson, newEmail, newPassword, signIn } from '../fixtures/people.ts';

const admin = () => openServiceClient().auth.admin;

describeFeature('auth.admin.createUser', () => {
  it('makes a user who can sign in', async () => {
    const [email, password] = [newEmail(), newPassword()];
    const { user } = dataOf(
      await admin().createUser({
        email,
        password,
        email_confirm: true,
        user_metadata: { name: 'Ada' },
        app_metadata: { plan: 'gold' },
      }),
    );
    expect(user).toMatchObject({
      email,
      role: 'authenticated',
      email_confirmed_at: expect.any(String),
      user_metadata: { name: 'Ada' },
      app_metadata: { provider: 'email', providers: ['email'], plan: 'gold' },
      identities: [{ provider: 'email' }],
    });
    await signIn({ id: present(user, 'The user').id, email, password });
  });

  it('makes one who is not confirmed unless told otherwise', async () => {
    const [email, password] = [newEmail(), newPassword()];
    const { user } = dataOf(await admin().createUser({ email, password }));
    expect(user?.email_confirmed_at ?? null).toBeNull();
    expect(refusalOf(await openClient().auth.signInWithPassword({ email, password })).code).toBe('email_not_confirmed');
  });

  it('takes an id of the caller', async () => {
    const id = randomUUID();
    const { user } = dataOf(await admin().createUser({ id, email: newEmail(), email_confirm: true }));
    expect(user?.id).toBe(id);
  });

  it('refuses an address that somebody has, and none', async () => {
    const { email } = await createPerson();
    expect(refusalOf(await admin().createUser({ email }))).toEqual({ status: 422, code: 'email_exists' });
    expect(refusalOf(await admin().createUser({}))).toEqual({ status: 400, code: 'validation_failed' });
  });

  it('is refused to everybody but the service key', async () => {
    const refused = { status: 403, code: 'not_admin' };
    const asAnybody = await openClient().auth.admin.createUser({ email: newEmail() });
    const person = await signIn(await createPerson());
    const { session } = dataOf(await person.auth.getSession());
    const headers = { Authorization: `Bearer ${session?.access_token}` };
    const asPerson = await openClient({ global: { headers } }).auth.admin.createUser({ email: newEmail() });
    expect(refusalOf(asPerson)).toEqual(refused);
    // Supabase answers 401 where the key is no user's; both tell a stranger nothing.
    expect([401, 403]).toContain(refusalOf(asAnybody).status);
  });
});

describeFeature('auth.admin users', () => {
  it('are listed by pages, the newest first', async () => {
    const [older, newer] = [await createPerson(), await createPerson()];
    const everybody = dataOf(await admin().listUsers({ page: 1, perPage: 200 }));
    const ids = everybody.users.map(({ id }) => id);
    expect(ids.indexOf(newer.id)).toBeGreaterThanOrEqual(0);
    expect(ids.indexOf(older.id)).toBeGreaterThan(ids.indexOf(newer.id));
    const page = await admin().listUsers({ page: 1, perPage: 1 });
    expect(dataOf(page).users).toHaveLength(1);
    expect(page.data).toMatchObject({ aud: 'authenticated', nextPage: 2, total: expect.any(Number) });
  });

  it('are found by id', async () => {
    const { id, email } = await createPerson();
    expect(dataOf(await admin().getUserById(id)).user).toMatchObject({ id, email });
    expect(refusalOf(await admin().getUserById(randomUUID()))).toEqual({ status: 404, code: 'user_not_found' });
  });

  it('are changed by updateUserById: address, password, metadata', async () => {
    const person = await createPerson();
    const [email, password] = [newEmail(), newPassword()];
    const { user } = dataOf(
      await admin().updateUserById(person.id, {
        email,
        password,
        user_metadata: { name: 'Ada' },
        app_metadata: { roles: ['chef'] },
      }),
    );
    expect(user).toMatchObject({
      id: person.id,
      email,
      user_metadata: { name: 'Ada' },
      app_metadata: { provider: 'email', roles: ['chef'] },
    });
    await signIn({ ...person, email, password });
  });

  it('are banned and let in again by updateUserById', async () => {
    const person = await createPerson();
    const { user } = dataOf(await admin().updateUserById(person.id, { ban_duration: '24h' }));
    expect(new Date(user?.banned_until ?? 0).getTime()).toBeGreaterThan(Date.now());
    const { email, password } = person;
    expect(refusalOf(await openClient().auth.signInWithPassword({ email, password })).code).toBe('user_banned');
    dataOf(await admin().updateUserById(person.id, { ban_duration: 'none' }));
    await signIn(person);
  });

  it('are confirmed by updateUserById', async () => {
    const [email, password] = [newEmail(), newPassword()];
    const { user } = dataOf(await admin().createUser({ email, password }));
    const { id } = present(user, 'The user');
    dataOf(await admin().updateUserById(id, { email_confirm: true }));
    await signIn({ id, email, password });
  });

  it('refuses changes that cannot be', async () => {
    const [person, other] = [await createPerson(), await createPerson()];
    const change = async (attributes: { email?: string; password?: string }) =>
      refusalOf(await admin().updateUserById(person.id, attributes));
    expect(await change({ email: other.email })).toEqual({ status: 422, code: 'email_exists' });
    expect(await change({ password: 'short' })).toEqual({ status: 422, code: 'weak_password' });
    expect(refusalOf(await admin().updateUserById(randomUUID(), { password: newPassword() }))).toEqual({
      status: 404,
      code: 'user_not_found',
    });
  });

  it('are deleted for good by deleteUser, with their sessions', async () => {
    const person = await createPerson();
    const client = await signIn(person);
    dataOf(await admin().deleteUser(person.id));
    expect(refusalOf(await client.auth.getUser())).toEqual({ status: 403, code: 'user_not_found' });
    expect(refusalOf(await admin().getUserById(person.id)).code).toBe('user_not_found');
    expect(refusalOf(await admin().deleteUser(person.id))).toEqual({ status: 404, code: 'user_not_found' });
  });

  it('leave a row without a name by a soft deleteUser', async () => {
    const person = await createPerson();
    dataOf(await admin().deleteUser(person.id, true));
    const { email, password } = person;
    expect(refusalOf(await openClient().auth.signInWithPassword({ email, password })).code).toBe('invalid_credentials');
    const { user } = dataOf(await admin().getUserById(person.id));
    expect(user?.email).not.toBe(person.email);
    expect(user).toMatchObject({ deleted_at: expect.any(String) });
  });
});

describeFeature('auth.admin.inviteUserByEmail', () => {
  it('mails a link that signs in, to choose a password', async () => {
    const email = newEmail();
    const { user } = dataOf(await admin().inviteUserByEmail(email, { data: { name: 'Ada' } }));
    expect(user).toMatchObject({ email, invited_at: expect.any(String), user_metadata: { name: 'Ada' } });
    const client = openClient();
    const token_hash = await mailedToken('invite', email);
    const accepted = dataOf(await client.auth.verifyOtp({ token_hash, type: 'invite' }));
    expect(accepted.user).toMatchObject({ id: user?.id, email_confirmed_at: expect.any(String) });
    const password = newPassword();
    dataOf(await client.auth.updateUser({ password }));
    await signIn({ id: accepted.user?.id ?? '', email, password });
  });

  it('refuses an address that has an account', async () => {
    const { email } = await createPerson();
    expect(refusalOf(await admin().inviteUserByEmail(email))).toEqual({ status: 422, code: 'email_exists' });
  });
});
