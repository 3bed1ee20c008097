import { randomUUID } from 'node:crypto';
import { withClient } from '@blunari/db/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCrashableDatabase, type CrashableDatabase } from '../testing/crashable-database.ts';
import { eventually } from '../testing/eventually.ts';
import { follow } from '../testing/follow-table.ts';
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.ts';
import { connect, disconnectAll } from '../testing/supabase-clients.ts';

let database: CrashableDatabase;
let stack: TestGateway;

beforeAll(async () => {
  database = await startCrashableDatabase();
  stack = await startTestGateway({}, database);
  await stack.owner.query(`
    create table public.orders (id int primary key, owner_id uuid not null);
    alter table public.orders enable row level security;
    grant select on public.orders to authenticated;
    create policy own on public.orders for select to authenticated using (owner_id = (select auth.uid()));
    alter publication supabase_realtime add table public.orders`);
});

afterAll(async () => {
  await disconnectAll();
  await stack.stop();
});

const waitForStandby = (names: string) =>
  withClient(database.urls.superuser, async (superuser) => {
    await superuser.query(`alter system set synchronous_standby_names = '${names}'`);
    await superuser.query('select pg_reload_conf()');
  });

const countHeldBack = () =>
  withClient(database.urls.superuser, async (superuser) => {
    const { rowCount } = await superuser.query(`select from pg_stat_activity where wait_event = 'SyncRep'`);
    return rowCount;
  });

/** Inserts rows until the commit of one is held back: the server takes up its new setting in its own time. */
async function insertHeldBack(ownerId: string): Promise<{ readonly id: number; readonly inserted: Promise<unknown> }> {
  for (let id = 1; ; id += 1) {
    let isDone = false;
    const inserted = stack.owner.query(`insert into public.orders values (${id}, '${ownerId}')`).finally(() => {
      isDone = true;
    });
    await eventually(async () => {
      const count = await countHeldBack();
      expect(isDone || count === 1).toBe(true);
    });
    if (!isDone) return { id, inserted };
  }
}

it('a change that the log tells of before others can see it is shown once they can', async () => {
  const me = randomUUID();
  const mine = await follow(await connect(stack, await stack.token({ sub: me })), [{ table: 'orders' }]);
  // The commit is in the log and stays invisible until a standby that does not exist has it too.
  await waitForStandby('nobody');
  const { id, inserted } = await insertHeldBack(me);
  // Time enough for the log to be read and, wrongly, the row to be asked for.
  await new Promise((resolve) => setTimeout(resolve, 500));
  await waitForStandby('');
  await inserted;
  const all = Array.from({ length: id }, (_, index) => index + 1);
  await eventually(() => expect(mine.changes.map((change) => change.new['id'])).toEqual(all));
});
