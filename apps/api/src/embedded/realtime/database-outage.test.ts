import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts';
import { connect, disconnectAll, joinPrivately } from './testing/supabase-clients.ts';

let stack: TestGateway;

beforeAll(async () => {
  stack = await startTestGateway();
});

afterEach(disconnectAll);

afterAll(() => stack.stop());

describe('while the database lets nobody in', () => {
  it('a join whose question is cut off is answered with a reason', async () => {
    await stack.owner.query(`
      create policy slow on realtime.messages for select to anon using (pg_sleep(1) is not null)`);
    const joining = joinPrivately(await connect(stack), 'news');
    await eventually(async () => {
      const { rowCount } = await stack.owner.query(`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event = 'PgSleep' and application_name = 'blunari realtime'`);
      expect(rowCount).toBe(1);
    });
    expect((await joining).errors[0]).toContain('InitializingProjectConnection');
    await stack.owner.query('drop policy slow on realtime.messages');
  });

  it('channels live on, joins are answered with a reason, and nothing committed is lost', async () => {
    const other = await startTestGateway();
    const heard = await joinPrivately(await connect(other, await other.token()), 'news');
    const sender = await other.owner.connect();
    const sendHere = (event: string) => sender.query('select realtime.send($1::jsonb, $2, $3)', ['{}', event, 'news']);
    await sendHere('before');
    await eventually(() => expect(heard.broadcasts).toHaveLength(1));

    const superuser = new Client({ connectionString: stack.database.urls.superuser });
    await superuser.connect();
    await superuser.query(`alter database ${other.database.name} allow_connections false`);
    await superuser.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = 'supabase_realtime_admin'`,
      [other.database.name],
    );
    expect(other.gateway.isListening()).toBe(false);
    await sendHere('during');
    const refused = await joinPrivately(await connect(other, await other.token()), 'news');
    expect(refused.errors[0]).toContain('InitializingProjectConnection');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await superuser.query(`alter database ${other.database.name} allow_connections true`);
    await superuser.end();
    await sendHere('after');
    await eventually(() => expect(heard.broadcasts).toHaveLength(3));
    expect(heard.broadcasts.map(({ event }) => event)).toEqual(['before', 'during', 'after']);
    expect(heard.statuses).toEqual(['SUBSCRIBED']);
    await eventually(() => expect(other.gateway.isListening()).toBe(true));
    sender.release();
    await other.stop();
  });
});
