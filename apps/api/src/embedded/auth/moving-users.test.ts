import { randomUUID } from 'node:crypto';
import { createClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProject } from '../../tokens/testing/start-project.ts';
import { startTestAuth, type TestAuth } from './testing/start-test-auth.ts';

let auth: TestAuth;

beforeAll(async () => {
  auth = await startTestAuth();
});
afterAll(() => auth.stop());

/** Hashes of this password that another implementation made: the test vectors of jBCrypt, of cost 10 and 6. */
const movedPassword = 'abcdefghijklmnopqrstuvwxyz';
const costTenHash = '$2a$10$fVH8e28OQRj9tqiDXs1e1uxpsjN0c7II7YPKXua2NAKYvM6iQk7dq';
const costSixHash = '$2a$06$.rCVZVOThsIa97pEDOxvGuRRgzG64bvtJ0938xuqzv18d3ZpQhstC';

const columns = (table: string) =>
  auth.pool.query<{ name: string }>(
    `select a.attname as name from pg_attribute a
     where a.attrelid = ('auth.' || $1::text)::regclass and a.attnum > 0 and a.attgenerated = '' order by a.attnum`,
    [table],
  );

/** Rows with every column, as a dump of a project writes them. */
async function moveIn(id: string, email: string, hash: string) {
  await auth.pool.query(
    `insert into auth.users (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, invited_at,
       confirmation_token, confirmation_sent_at, recovery_token, recovery_sent_at, email_change_token_new, email_change,
       email_change_sent_at, last_sign_in_at, raw_app_meta_data, raw_user_meta_data, is_super_admin, created_at, updated_at,
       phone, phone_confirmed_at, phone_change, phone_change_token, phone_change_sent_at, email_change_token_current,
       email_change_confirm_status, banned_until, reauthentication_token, reauthentication_sent_at, is_sso_user, deleted_at,
       is_anonymous)
     values ('00000000-0000-0000-0000-000000000000', $1, 'authenticated', 'authenticated', $2, $3,
       '2026-01-25 05:05:38.75+00', null, '', null, '', null, '', '', null, '2026-01-25 05:05:38.75+00',
       '{"provider": "email", "providers": ["email"]}', '{"email_verified": true, "name": "Ada"}', null,
       '2026-01-25 05:05:38.73+00', '2026-01-25 05:05:38.73+00', null, null, '', '', null, '', 0, null, '', null, false, null,
       false)`,
    [id, email, hash],
  );
  await auth.pool.query(
    `insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at, id)
     values ($1::text, $1::uuid, jsonb_build_object('sub', $1::text, 'email', $2::text, 'email_verified', false,
       'phone_verified', false), 'email', now(), now(), now(), gen_random_uuid())`,
    [id, email],
  );
}

const storedHash = async (id: string) => {
  const { rows } = await auth.pool.query<{ hash: string }>(
    'select encrypted_password as hash from auth.users where id = $1',
    [id],
  );
  return rows[0]?.hash;
};

const signIn = (email: string, password: string) => auth.client().auth.signInWithPassword({ email, password });

describe('somebody who moves here from a Supabase project', () => {
  it('signs in with the same password, and keeps hash, id and metadata', async () => {
    const id = '54962fd5-7656-4166-95b4-091f19f6803e';
    await moveIn(id, 'ada@moved.example', costTenHash);
    const { data, error } = await auth
      .client()
      .auth.signInWithPassword({ email: 'Ada@moved.example', password: movedPassword });
    expect(error).toBeNull();
    expect(data.user).toMatchObject({ id, user_metadata: { name: 'Ada' } });
    expect(await storedHash(id)).toBe(costTenHash);
    expect((await auth.refresh(data.session?.refresh_token ?? '')).status).toBe(200);
  });

  it('gets a costlier hash where the old one is cheap, once the password is known', async () => {
    const id = '64962fd5-7656-4166-95b4-091f19f6803e';
    await moveIn(id, 'bo@moved.example', costSixHash);
    expect((await signIn('bo@moved.example', 'wrong')).error?.code).toBe('invalid_credentials');
    expect(await storedHash(id)).toBe(costSixHash);
    expect((await signIn('bo@moved.example', movedPassword)).error).toBeNull();
    expect(await storedHash(id)).toMatch(/^\$2b\$10\$/);
    expect((await signIn('bo@moved.example', movedPassword)).error).toBeNull();
  });

  it('cannot sign in with a hash of another kind, and chooses a new password by mail', async () => {
    const email = 'cy@moved.example';
    await moveIn('74962fd5-7656-4166-95b4-091f19f6803e', email, '$argon2id$v=19$m=65536,t=3,p=2$c29tZXNhbHQ$hash');
    const { error } = await auth.client().auth.signInWithPassword({ email, password: movedPassword });
    expect(error?.code).toBe('invalid_credentials');
    await auth.client().auth.resetPasswordForEmail(email);
    const { link } = await auth.mailTo(email);
    const token = link.searchParams.get('token') ?? '';
    const verified = await auth.client().auth.verifyOtp({ type: 'recovery', token_hash: token });
    expect(verified.error).toBeNull();
  });
});

it('goes on with the token of the project, if that is trusted and the session has moved too', async () => {
  const project = await startProject();
  const trustedProject = { url: project.url, jwtSecret: undefined };
  const here = await auth.startServer({ trustedProject });
  const { id } = await auth.newUser();
  const sessionId = randomUUID();
  const token = await project.sign({ ...project.claimsOf(id), session_id: sessionId });
  const ask = async (url = here.baseUrl) => {
    const { data, error } = await auth.client(url).auth.getUser(token);
    return data.user?.id ?? error?.code ?? error?.name;
  };
  // The client's name for a session that is not there.
  expect(await ask()).toBe('AuthSessionMissingError');
  await auth.pool.query(
    `insert into auth.sessions (id, user_id, created_at, updated_at, aal) values ($1, $2, now(), now(), 'aal1')`,
    [sessionId, id],
  );
  expect(await ask()).toBe(id);
  expect(await ask(auth.baseUrl)).toBe('bad_jwt');
  const service = await project.sign({ iss: project.issuer, role: 'service_role', exp: project.claimsOf(id).exp });
  const { error } = await createClient(here.baseUrl, service).auth.admin.listUsers();
  expect(error?.code).toBe('not_admin');
  await project.stop();
  const restarted = await auth.startServer({ trustedProject });
  expect((await auth.client(restarted.baseUrl).auth.getUser(token)).error?.status).toBe(503);
  await Promise.all([here.app.close(), restarted.app.close()]);
});

it('leaves nothing null that Supabase Auth reads into plain strings, in rows made here', async () => {
  const { id } = await auth.newUser();
  const { data } = await auth.admin().createUser({ email: 'fresh@moved.example' });
  const nullable = new Set(
    [
      'invited_at confirmation_sent_at recovery_sent_at email_change_sent_at last_sign_in_at is_super_admin phone',
      'phone_confirmed_at phone_change_sent_at banned_until reauthentication_sent_at deleted_at email_confirmed_at',
    ].flatMap((names) => names.split(' ')),
  );
  for (const { name } of (await columns('users')).rows) {
    if (nullable.has(name)) continue;
    const { rows } = await auth.pool.query(
      `select id from auth.users where id = any ($1::uuid[]) and ${name} is null`,
      [[id, data.user?.id]],
    );
    expect([name, rows]).toEqual([name, []]);
  }
});
