import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { follow } from '../testing/follow-table.ts';
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.ts';
import { connect, disconnectAll } from '../testing/supabase-clients.ts';

let stack: TestGateway;

beforeAll(async () => {
  stack = await startTestGateway({ changesLingerMs: 0 });
  await stack.owner.query(`
    create table public.menus (id int primary key, name text, price numeric, secret text);
    grant select on public.menus to authenticated;
    grant select (id, name, price) on public.menus to anon;
    create table public.keyless (name text);
    grant select on public.keyless to anon;
    alter publication supabase_realtime add table public.menus, public.keyless`);
});

afterEach(disconnectAll);

afterAll(() => stack.stop());

describe('what cannot be sent', () => {
  it('columns that the role may not select are left out', async () => {
    const heard = await follow(await connect(stack), [{ table: 'menus' }]);
    await stack.owner.query(`insert into public.menus (id, name, secret) values (1, 'a', 'psst')`);
    await eventually(() =>
      expect(heard.changes.map((change) => change.new)).toEqual([{ id: 1, name: 'a', price: null }]),
    );
  });

  it('rows of a table without a primary key are only announced as an error', async () => {
    const heard = await follow(await connect(stack), [{ table: 'keyless' }]);
    await stack.owner.query(`insert into public.keyless values ('a')`);
    await eventually(() =>
      expect(heard.changes).toMatchObject([
        { eventType: 'INSERT', new: {}, errors: ['Error 400: Bad Request, no primary key'] },
      ]),
    );
  });

  it('a row of more than 1 MB comes without its long values', async () => {
    const heard = await follow(await connect(stack, await stack.token()), [{ table: 'menus' }]);
    await stack.owner.query(`insert into public.menus (id, name, secret) values (2, 'short', repeat('x', 1100000))`);
    await eventually(() => expect(heard.changes).toHaveLength(1));
    expect(heard.changes[0]?.errors).toEqual(['Error 413: Payload Too Large']);
    expect(heard.changes[0]?.new).toMatchObject({ id: 2, name: 'short' });
    expect(heard.changes[0]?.new).not.toHaveProperty('secret');
  });
});
