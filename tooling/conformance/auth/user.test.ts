import { isAuthSessionMissingError } from '@supabase/supabase-js';
import { expect, it } from 'vitest';
import { dataOf, refusalOf } from '../fixtures/auth-failures.ts';
import { openClient } from '../fixtures/clients.ts';
import { database } from '../fixtures/database.ts';
import { describeFeature } from '../fixtures/describe-feature.ts';
import { eventually } from '../fixtures/eventually.ts';
import { mailedToken } from '../fixtures/mailbox.ts';
import { createPerson, newEmail, newPassword, signIn } from '../fixtures/people.ts';
import { canSignTokens, signPersonToken } from '../fixtures/sign-token.ts';

describeFeature('auth.getUser', () => {
  it('asks the server who is signed in', async () => {
    const person = await createPerson();
    const client = await signIn(person);
    await database.query(`update auth.users set raw_user_meta_data = '{"fresh": true}' where id = $1`, [person.id]);
    const { user } = dataOf(await client.auth.getUser());
    expect(user).toMatchObject({ id: person.id, email: person.email, user_metadata: { fresh: true } });
  });

  it('takes a token from elsewhere', async () => {
    const person = await createPerson();
    const { session } = dataOf(await (await signIn(person)).auth.getSession());
    const { user } = dataOf(await openClient().auth.getUser(session?.access_token));
    expect(user.id).toBe(person.id);
  });

  it('says that the session is missing where nobody is signed in', async () => {
    const { data, error } = await openClient().auth.getUser();
    expect(data.user).toBeNull();
    expect(isAuthSessionMissingError(error)).toBe(true);
  });

  it('refuses what is no token', async () => {
    expect(refusalOf(await openClient().auth.getUser('not-a-token'))).toEqual({ status: 403, code: 'bad_jwt' });
  });

  it.runIf(canSignTokens)('refuses a token that is over', async () => {
    const { id } = await createPerson();
    expect(refusalOf(await openClient().auth.getUser(await signPersonToken(id, -60)))).toEqual({
      status: 403,
      code: 'bad_jwt',
    });
  });

  it('refuses who is gone', async () => {
    const person = await createPerson();
    const client = await signIn(person);
    await database.query('delete from auth.users where id = $1', [person.id]);
    expect(refusalOf(await client.auth.getUser())).toEqual({ status: 403, code: 'user_not_found' });
  });

  it('says that the session is missing when it was ended elsewhere', async () => {
    const person = await createPerson();
    const client = await signIn(person);
    await database.query('delete from auth.sessions where user_id = $1', [person.id]);
    const { error } = await client.auth.getUser();
    expect(isAuthSessionMissingError(error)).toBe(true);
  });
});

describeFeature('auth.updateUser', () => {
  it('merges metadata, and null takes a key away', async () => {
    const client = await signIn(await createPerson());
    dataOf(await client.auth.updateUser({ data: { name: 'Ada', table: 4, nested: { a: 1 } } }));
    const { user } = dataOf(await client.auth.updateUser({ data: { table: 5, name: null } }));
    expect(user.user_metadata).toEqual({ table: 5, nested: { a: 1 } });
    expect(dataOf(await client.auth.getUser()).user.user_metadata).toEqual({ table: 5, nested: { a: 1 } });
  });

  it('changes the password, and ends the sessions elsewhere', async () => {
    const person = await createPerson();
    const [here, elsewhere] = await Promise.all([signIn(person), signIn(person)]);
    const password = newPassword();
    dataOf(await here.auth.updateUser({ password }));
    await signIn({ ...person, password });
    const { email } = person;
    expect(refusalOf(await openClient().auth.signInWithPassword({ email, password: person.password })).code).toBe(
      'invalid_credentials',
    );
    expect(isAuthSessionMissingError((await elsewhere.auth.getUser()).error)).toBe(true);
    dataOf(await here.auth.getUser());
  });

  it('refuses the same password and a weak one', async () => {
    const person = await createPerson();
    const client = await signIn(person);
    const refuse = async (password: string) => refusalOf(await client.auth.updateUser({ password }));
    expect(await refuse(person.password)).toEqual({ status: 422, code: 'same_password' });
    expect(await refuse('short')).toEqual({ status: 422, code: 'weak_password' });
  });

  it('changes the address once both addresses have confirmed', async () => {
    const person = await createPerson();
    const client = await signIn(person);
    const email = newEmail();
    const { user } = dataOf(await client.auth.updateUser({ email }));
    expect(user).toMatchObject({ email: person.email, new_email: email });
    const verify = async (kind: 'email_change_new' | 'email_change_current', address: string) =>
      client.auth.verifyOtp({ token_hash: await mailedToken(kind, address), type: 'email_change' });
    const half = dataOf(await verify('email_change_current', person.email));
    expect(half.session).toBeNull();
    const whole = dataOf(await verify('email_change_new', email));
    expect(whole.user).toMatchObject({ id: person.id, email });
    await signIn({ ...person, email });
  });

  it('refuses an address that somebody has', async () => {
    const client = await signIn(await createPerson());
    const { email } = await createPerson();
    expect(refusalOf(await client.auth.updateUser({ email }))).toEqual({ status: 422, code: 'email_exists' });
  });

  it('refuses an address that is none', async () => {
    const client = await signIn(await createPerson());
    expect(refusalOf(await client.auth.updateUser({ email: 'not-an-address' }))).toEqual({
      status: 400,
      code: 'validation_failed',
    });
  });

  it('says that the session is missing where nobody is signed in', async () => {
    const { error } = await openClient().auth.updateUser({ data: { a: 1 } });
    expect(isAuthSessionMissingError(error)).toBe(true);
  });

  it('mails no code where nobody is signed in', async () => {
    expect((await openClient().auth.reauthenticate()).error).not.toBeNull();
  });

  it('mails a code by reauthenticate', async () => {
    const person = await createPerson();
    const client = await signIn(person);
    expect((await client.auth.reauthenticate()).error).toBeNull();
    await eventually(async () => {
      const { rows } = await database.query<{ was_sent: boolean }>(
        'select reauthentication_sent_at is not null as was_sent from auth.users where id = $1',
        [person.id],
      );
      expect(rows).toEqual([{ was_sent: true }]);
    });
  });
});

describeFeature('auth identities', () => {
  it('are told to nobody who is not signed in', async () => {
    expect(isAuthSessionMissingError((await openClient().auth.getUserIdentities()).error)).toBe(true);
  });

  it('are told: one of e-mail', async () => {
    const person = await createPerson();
    const { identities } = dataOf(await (await signIn(person)).auth.getUserIdentities());
    expect(identities).toMatchObject([
      {
        id: person.id,
        identity_id: expect.any(String),
        user_id: person.id,
        provider: 'email',
        identity_data: { sub: person.id, email: person.email },
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
    ]);
  });
});
