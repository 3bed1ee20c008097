import { afterAll, beforeAll, expect, it } from 'vitest';
import { withClient } from '../src/server/with-client.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { untilAwaited } from './support/lock-watch.ts';
import { query } from './support/query.ts';

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

it('whoever waits for the visits while they are removed goes on without them', async () => {
  await withClient(test.urls.owner, async (remover) => {
    await remover.query('begin; drop table public.widget_analytics');
    const asked = query(test.urls.owner, 'select widget_private.lock_visits() as has_visits');
    await untilAwaited(test.urls.superuser, 'public.widget_analytics');
    await remover.query('commit');
    expect(await asked).toEqual([{ has_visits: false }]);
  });
});
