import { Client, escapeIdentifier } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from '../support/query.ts';
import { matrix, platformMatrix } from '../support/table-rights.ts';
import { setUpTwoRestaurants, type TwoRestaurants } from '../support/two-restaurants.ts';
import { callerNames, callersOf, knock, type Caller, type CallerName } from './callers.ts';

let restaurants: TwoRestaurants;
let callers: Readonly<Record<CallerName, Caller>>;
let client: Client;

beforeAll(async () => {
  restaurants = await setUpTwoRestaurants();
  callers = callersOf(restaurants);
  client = new Client({ connectionString: restaurants.urls.api });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await restaurants.stop();
});

/** `some` rows or `none`, `refused`, or the SQLSTATE of what stopped the statement behind the wall. */
type Reach = string;
type Reaches = Readonly<Record<string, Reach>>;

/** One row of the matrix: what each caller comes to with a statement. */
async function reachOf(sql: string): Promise<Reaches> {
  const reach: [string, Reach][] = [];
  for (const name of callerNames) {
    const answer = await knock(client, callers[name], sql);
    reach.push([name, typeof answer === 'string' ? answer : answer > 0 ? 'some' : 'none']);
  }
  return Object.fromEntries(reach);
}

/** Everyone the same, but those named. */
function everyone(reach: Reach, but: Partial<Record<CallerName, Reach>> = {}): Reaches {
  const all = Object.fromEntries(callerNames.map((name) => [name, reach]));
  return { ...all, anon: 'refused', brokenClaims: 'refused', login: 'refused', ...but };
}

const nobodyMay = everyone('refused');

const staffOnly = (reach: Reach): Reaches => everyone('none', { platformAdmin: reach });

async function columnsOf(table: string): Promise<readonly string[]> {
  const rows = await query(
    restaurants.urls.owner,
    `select attname::text as name from pg_attribute
     where attrelid = ('public.' || $1)::regclass and attnum > 0 and not attisdropped order by attnum`,
    [table],
  );
  return rows.map((row) => escapeIdentifier(String(row['name'])));
}

const bare = (column: string): string => column.slice(1, -1);

describe('the exposed schema', () => {
  it('has no table, view or foreign table without an entry in the matrix, no sequence, and row security on each', async () => {
    const rows = await query(
      restaurants.urls.owner,
      `select relname::text as name, relrowsecurity as secured from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f', 'S')`,
    );
    expect(rows.map((row) => String(row['name'])).toSorted()).toEqual(
      [...Object.keys(matrix), ...Object.keys(platformMatrix)].toSorted(),
    );
    expect(rows.filter((row) => row['secured'] !== true)).toEqual([]);
  });

  it('gives nobody a right that the walk below does not try', async () => {
    const rows = await query(
      restaurants.urls.owner,
      `select distinct a.privilege_type as right from pg_class c, aclexplode(c.relacl) a
       where c.relnamespace = 'public'::regnamespace and c.relkind <> 'S' and a.grantee <> c.relowner`,
    );
    expect(rows.map((row) => String(row['right'])).toSorted()).toEqual(['DELETE', 'INSERT', 'SELECT', 'UPDATE']);
  });
});

describe.each(Object.entries(matrix))('public.%s', (table, rights) => {
  const ofMine = (): string => `where ${rights.key} = '${restaurants.mine.id}'`;
  const ofOther = (): string => `where ${rights.key} = '${restaurants.other.id}'`;

  it('shows each column of a restaurant to its members alone', async () => {
    for (const column of await columnsOf(table)) {
      const read = `select ${column} from public.${table}`;
      if (rights.secret?.includes(bare(column))) {
        expect({ column, ...(await reachOf(read)) }).toEqual({ column, ...nobodyMay });
        continue;
      }
      const staff = rights.readers === 'admin' ? 'none' : 'some';
      const token = rights.forTokens === true ? 'some' : 'none';
      const inMine = { viewer: staff, editor: staff, admin: 'some', owner: 'some', memberOfBoth: staff, token };
      expect({ column, ...(await reachOf(`${read} ${ofMine()}`)) }).toEqual({ column, ...everyone('none', inMine) });
      expect({ column, ...(await reachOf(`${read} ${ofOther()}`)) }).toEqual({
        column,
        ...everyone('none', { memberOfOther: 'some', memberOfBoth: staff }),
      });
    }
  });

  it('lets each role update exactly its columns, in its own restaurant alone', async () => {
    for (const column of await columnsOf(table)) {
      const update = `update public.${table} set ${column} = ${column}`;
      const editors = rights.editor.includes(bare(column)) || bare(column) === 'is_active' ? 'some' : 'none';
      const isGranted = rights.admin.includes(bare(column));
      const inMine = isGranted
        ? everyone('none', { editor: editors, memberOfBoth: editors, admin: 'some', owner: 'some' })
        : nobodyMay;
      const inOther = isGranted ? everyone('none', { memberOfOther: 'some', memberOfBoth: editors }) : nobodyMay;
      expect({ column, ...(await reachOf(`${update} ${ofMine()}`)) }).toEqual({ column, ...inMine });
      expect({ column, ...(await reachOf(`${update} ${ofOther()}`)) }).toEqual({ column, ...inOther });
    }
  });

  it('takes no insert into any column, no delete and no truncate from anybody', async () => {
    for (const column of await columnsOf(table)) {
      expect(await reachOf(`insert into public.${table} (${column}) values (default)`)).toEqual(nobodyMay);
    }
    expect(await reachOf(`delete from public.${table}`)).toEqual(nobodyMay);
    expect(await reachOf(`truncate public.${table} cascade`)).toEqual(nobodyMay);
  });

  it('hands no row to another restaurant, not even through a member of both', async () => {
    expect(await reachOf(`update public.${table} set ${rights.key} = '${restaurants.other.id}'`)).toEqual(nobodyMay);
  });
});

describe.each(Object.entries(platformMatrix))('public.%s', (table, rights) => {
  it('is read and changed by platform staff alone, column by column', async () => {
    for (const column of await columnsOf(table)) {
      const mayUpdate = rights.update.includes(bare(column));
      expect({ column, ...(await reachOf(`select ${column} from public.${table}`)) }).toEqual({
        column,
        ...staffOnly('some'),
      });
      expect({ column, ...(await reachOf(`update public.${table} set ${column} = ${column}`)) }).toEqual({
        column,
        ...(mayUpdate ? staffOnly('some') : nobodyMay),
      });
    }
    expect(await reachOf(`delete from public.${table}`)).toEqual(rights.delete ? staffOnly('some') : nobodyMay);
    expect(await reachOf(`truncate public.${table} cascade`)).toEqual(nobodyMay);
  });

  it('takes inserts from platform staff alone, column by column', async () => {
    for (const column of await columnsOf(table)) {
      // Past the wall, a row with nothing else in it misses what it must have: not_null_violation.
      const may = rights.insert.includes(bare(column));
      const insert = `insert into public.${table} (${column}) values (default)`;
      expect({ column, ...(await reachOf(insert)) }).toEqual({
        column,
        ...nobodyMay,
        ...(may ? { platformAdmin: '23502' } : {}),
      });
    }
  });
});
