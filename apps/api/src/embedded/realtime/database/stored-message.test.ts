import { createTestDatabase } from '@blunari/db/testing';
import { Pool } from 'pg';
import { expect, it } from 'vitest';
import type { Horizon } from './notice-listener.ts';
import { selectKeysSince } from './stored-message.ts';

it('of what was committed before a transaction, messages of the latest thousand ids alone are read again, and all since', async () => {
  const database = await createTestDatabase();
  const owner = new Pool({ connectionString: database.urls.owner });
  const pool = new Pool({ connectionString: database.urls.realtime });
  const send = (topic: string, count = 1) =>
    owner.query(`select realtime.send('{}', 'said', $1) from generate_series(1, $2)`, [topic, count]);
  const late = await owner.connect();
  await late.query('begin; select 1');
  await send('long before');
  await send('just before', 1500);
  const { rows } = await owner.query<Horizon>(`
    select ((now() - interval '1 hour') at time zone 'utc')::text as "beganAt", pg_current_xact_id()::text as xid`);
  // Begun before, as its time says.
  await late.query(`select realtime.send('{}', 'said', 'late')`);
  await late.query('commit');
  await send('after');

  const keys = await Promise.all(rows.map((horizon) => selectKeysSince(pool, horizon, undefined, 10_000)));
  const topics = Map.groupBy(keys.flat(), ({ topicName }) => topicName);
  expect([...topics.keys()].toSorted()).toEqual(['after', 'just before', 'late']);
  expect(topics.get('just before')?.length).toBeLessThanOrEqual(1000);
  late.release();
  await Promise.all([owner.end(), pool.end()]);
  await database.drop();
});
