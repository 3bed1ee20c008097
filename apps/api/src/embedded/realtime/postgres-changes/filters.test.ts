import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseChangeRequest } from './change-request.ts';
import { checkRequest } from './check-request.ts';
import { conditionsToAsk } from './decide-filter.ts';
import { meetConditions } from './meet-conditions.ts';
import { loadPublishedTables } from './table-info.ts';

let database: TestDatabase;
let owner: Pool;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new Pool({ connectionString: database.urls.owner });
  pool = new Pool({ connectionString: database.urls.realtime });
  // The end of the database also meets connections on their way out.
  for (const each of [owner, pool]) each.on('error', () => undefined);
  await owner.query(`
    create type public.mood as enum ('sad', 'glad');
    create table public.t (id int primary key, big int8, txt text, vc varchar(3), num numeric, flag boolean, at timestamptz,
      who uuid, mood public.mood, doc json, raw bytea, spot point, hidden text);
    grant select (id, big, txt, vc, num, flag, at, who, mood, doc, raw, spot) on public.t to anon;
    alter publication supabase_realtime add table public.t`);
});

afterAll(async () => {
  await Promise.all([owner.end(), pool.end()]);
  await database.drop();
});

const row = {
  id: '5',
  big: '9007199254740993',
  txt: 'hello (world), "x"',
  vc: null,
  num: '1.50',
  flag: 't',
  at: '2026-01-01 00:00:00+00',
  who: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
  mood: 'glad',
  doc: '{"kind": "pizza", "size": 30, "sold out": null, "a,b": "x"}',
};

async function meets(filter: string): Promise<boolean> {
  const checked = await check(filter);
  if (!checked.ok) throw new Error(checked.error);
  const [table] = await loadPublishedTables(pool, 'supabase_realtime', 'public', 't');
  if (!table) throw new Error('The table is not published.');
  const conditions = conditionsToAsk(checked.value.filters, new Map(Object.entries(row)), table, 'anon');
  if (!conditions) return false;
  const met = await meetConditions(pool, [['somebody', conditions]]);
  return conditions.every((condition) => met.conditions.has(condition));
}

async function check(filter: string, select?: string[]) {
  const entry = { id: 1, event: '*', schema: 'public', table: 't', filter, select };
  const request = parseChangeRequest(entry);
  if (!request.ok) throw new Error(request.error);
  return checkRequest(pool, 'anon', request.value);
}

describe('a row', () => {
  it.each([
    'id=eq.5',
    'id=eq. 5',
    'id=neq.4',
    'id=gt.-10',
    'id=gte.5,id=lte.5',
    'id=in.(1,5)',
    'id=in.({1},{5})',
    'id=not.in.(1,2)',
    'big=eq.9007199254740993',
    'big=not.eq.9007199254740992',
    'num=eq.1.5',
    'num=lt.10',
    'txt=eq."hello (world), \\"x\\""',
    'txt=in.("hello (world), \\"x\\"",b)',
    'txt=like.hello%',
    'txt=ilike.HELLO%',
    'txt=not.like.bye%',
    'txt=match.^hel+o',
    'txt=imatch.^HEL+O',
    'vc=is.null',
    'vc=isdistinct.abc',
    'id=not.isdistinct.5',
    'flag=is.true',
    'flag=not.is.false',
    'flag=eq.true',
    'flag=eq.t',
    'at=eq.2026-01-01T01:00:00+01:00',
    'at=gt.2025-12-31',
    'who=eq.A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11',
    'mood=gt.sad',
    'doc->>kind=eq.pizza',
    'doc->>kind=in.(pasta,pizza)',
    'doc->>size=like.3%',
    'doc->>sold out=is.null',
    'doc->>missing=is.null',
  ])('meets %s', async (filter) => {
    expect(await meets(filter)).toBe(true);
  });

  it.each([
    'id=eq.6',
    'id=gt.10',
    'big=eq.9007199254740992',
    'id=in.(1,NULL)',
    'id=not.in.(1,NULL)',
    'vc=eq.abc',
    'vc=not.eq.abc',
    'vc=neq.abc',
    'vc=not.is.null',
    'txt=like.world',
    'num=neq.1.500',
    'id=eq.5,txt=eq.other',
    'mood=lt.glad,id=gt.10',
    'doc->>kind=eq.pasta',
    'doc->>kind=not.eq.pizza',
    'doc->>missing=eq.x',
    'doc->>kind=not.is.null,id=eq.6',
  ])('does not meet %s', async (filter) => {
    expect(await meets(filter)).toBe(false);
  });
});

it('a pattern that takes long by itself is refused', async () => {
  const pattern = '([a-z]|[a-w]|[0-9]){0,250}([^a]|[a-z]|[0-9]){0,250}x([a-z]?[b-y]?){0,200}';
  expect(await check(`txt=match."${pattern}"`)).toEqual({
    ok: false,
    error: expect.stringContaining('invalid regular expression for match filter: canceling statement due to'),
  });
});

describe('a request', () => {
  it.each([
    ['nope=eq.1', 'P0001 (raise_exception) invalid column for filter nope'],
    ['hidden=eq.1', 'P0001 (raise_exception) invalid column for filter hidden'],
    ['txt->>a=eq.1', 'P0001 (raise_exception) invalid column for filter txt->>a'],
    ['id=eq.one', '22P02 (invalid_text_representation) invalid input syntax for type integer: "one"'],
    ['id=gt.99999999999', '22003 (numeric_value_out_of_range) value "99999999999" is out of range for type integer'],
    [
      'at=eq.someday',
      '22007 (invalid_datetime_format) invalid input syntax for type timestamp with time zone: "someday"',
    ],
    ['id=is.maybe', 'P0001 (raise_exception) invalid value for is filter: must be null, true, false, or unknown'],
    ['id=is.true', 'P0001 (raise_exception) is true filter requires a boolean column, got integer'],
    [
      'txt=match.(',
      'P0001 (raise_exception) invalid regular expression for match filter: invalid regular expression: parentheses () not balanced',
    ],
    ['id=like.1%', 'P0001 (raise_exception) operator like is not supported on column id of type integer: '],
    ['spot=eq.(1,2)', 'P0001 (raise_exception) operator eq is not supported on column spot of type point: '],
    [
      `id=in.(${Array.from({ length: 101 }, (_, n) => n).join(',')})`,
      'P0001 (raise_exception) too many values for `in` filter. Maximum 100',
    ],
    // The error is no class that bad values usually have.
    [
      'id=in.({{{{{{1}}}}}})',
      '54000 (program_limit_exceeded) number of array dimensions exceeds the maximum allowed (6)',
    ],
  ])('with the filter %s is refused in the words of Supabase', async (filter, words) => {
    const checked = await check(filter);
    expect(checked).toEqual({ ok: false, error: expect.stringContaining(`. Exception: ERROR ${words}`) });
    expect(checked).toEqual({
      ok: false,
      error: expect.stringMatching(
        /^Unable to subscribe to changes with given parameters\. An exception happened so please check your connect parameters: \[event: \*, schema: public, table: t, filters: \[\{"/,
      ),
    });
  });

  it('for a column that is not there or not readable is refused', async () => {
    for (const column of ['nope', 'hidden']) {
      expect(await check('', ['id', column])).toEqual({
        ok: false,
        error: expect.stringContaining(`invalid column for select ${column}`),
      });
    }
  });

  it.each([
    [
      { event: '*' },
      'No subscription params provided. Please provide at least a `schema` or `table` to subscribe to: ',
    ],
    [{ event: '*', schema: 'public', filter: 'id=eq.1' }, 'No subscription params provided.'],
    [{ event: '*', schema: 'public', table: 't', filter: 'undefined' }, 'Error parsing `filter` params: ["undefined"]'],
    [{ event: '*', table: 't', select: 'id' }, 'Error parsing `select` params: expected a list of column name strings'],
    [{ event: '*', schema: 'public', select: ['id'] }, 'Column selection is not supported for wildcard subscriptions.'],
  ])('of %j is refused', (entry, words) => {
    expect(parseChangeRequest({ id: 1, ...entry })).toEqual({ ok: false, error: expect.stringContaining(words) });
  });

  it('for a table that is not there or not published is refused', async () => {
    const request = parseChangeRequest({ id: 1, event: 'INSERT', table: 'tenants' });
    if (!request.ok) throw new Error(request.error);
    expect(await checkRequest(pool, 'anon', request.value)).toEqual({
      ok: false,
      error:
        'Unable to subscribe to changes with given parameters. Please check Realtime is enabled for the given connect parameters: [event: INSERT, schema: public, table: tenants, filters: [], select: nil]',
    });
  });
});
