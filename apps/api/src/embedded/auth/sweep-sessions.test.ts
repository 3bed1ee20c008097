import { afterAll, beforeAll, expect, it } from 'vitest';
import { deleteDeadSessions } from './queries/delete-dead-sessions.ts';
import { startTestAuth, type TestAuth } from './testing/start-test-auth.ts';

let auth: TestAuth;

beforeAll(async () => {
  auth = await startTestAuth();
});

afterAll(() => auth.stop());

it('forgets sessions, replaced tokens and links that prove nothing any more', async () => {
  const { session, id } = await auth.signedIn();
  const { session: ended, id: endedId } = await auth.signedIn();
  const { refresh_token: second = '' } = await auth.refresh(session.refresh_token);
  await auth.pool.query(`update auth.sessions set not_after = now() - interval '2 days' where user_id = $1`, [endedId]);
  await auth.pool.query(
    `update auth.refresh_tokens set updated_at = now() - interval '31 days' where user_id in ($1, $2)`,
    [id, endedId],
  );
  await auth.pool.query(
    `insert into auth.one_time_tokens (id, user_id, token_type, token_hash, relates_to, expires_at)
     values (gen_random_uuid(), $1, 'recovery_token', 'old', '', now() - interval '1 second')`,
    [id],
  );
  await auth.pool.query(
    `insert into auth.flow_state (id, user_id, provider_type, authentication_method, created_at)
     values (gen_random_uuid(), $1, 'email', 'recovery', now() - interval '25 hours')`,
    [id],
  );
  expect(await deleteDeadSessions(auth.pool, new Date())).toBe(false);
  expect((await auth.pool.query('select from auth.flow_state where user_id = $1', [id])).rowCount).toBe(0);
  expect((await auth.refresh(ended.refresh_token)).error_code).toBe('refresh_token_not_found');
  expect((await auth.refresh(session.refresh_token)).error_code).toBe('refresh_token_not_found');
  expect((await auth.refresh(second)).status).toBe(200);
  expect((await auth.pool.query('select from auth.one_time_tokens where user_id = $1', [id])).rowCount).toBe(0);
});

it('keeps the thousand sessions of a user that were used last, and all of others', async () => {
  const { session, id } = await auth.signedIn();
  const other = await auth.signedIn();
  await auth.pool.query(
    `insert into auth.sessions (id, user_id, aal, updated_at, tag)
     select gen_random_uuid(), $1, 'aal1', now() - n * interval '1 hour', n from generate_series(1, 1003) n`,
    [id],
  );
  expect(await deleteDeadSessions(auth.pool, new Date())).toBe(false);
  const { rows } = await auth.pool.query(
    'select count(*)::int as count, max(tag::int) as oldest from auth.sessions where user_id = $1',
    [id],
  );
  expect(rows).toEqual([{ count: 1000, oldest: 999 }]);
  for (const kept of [session, other.session]) expect((await auth.refresh(kept.refresh_token)).status).toBe(200);
});
