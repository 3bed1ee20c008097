import { randomUUID } from 'node:crypto';
import * as supabase from '@supabase/supabase-js';
import { beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { database, tables } from '../fixtures/database.ts';
import { describeFeature, itWhereOffered } from '../fixtures/describe-feature.ts';
import { eventually } from '../fixtures/eventually.ts';
import { insertNote, type Note } from '../fixtures/notes.ts';
import { createPerson, signIn, type Person } from '../fixtures/people.ts';
import { newValues, watchChanges, type Wanted } from '../fixtures/watch-changes.ts';
import { newestVersion } from '../target/client-releases.ts';

const isNewest = inject('clientVersion') === newestVersion;

/** `TAG` stands for the random word of the case. Each filter must let through `yes` and not `no`. */
interface FilterCase {
  readonly filter: string;
  readonly yes: Note;
  readonly no: Note;
}

const cases: readonly FilterCase[] = [
  { filter: 'value=eq.TAG-a', yes: { value: 'TAG-a' }, no: { value: 'TAG-b' } },
  { filter: 'value=neq.TAG-a', yes: { value: 'TAG-b' }, no: { value: 'TAG-a' } },
  { filter: 'amount=lt.10', yes: { amount: 9 }, no: { amount: 10 } },
  { filter: 'amount=lte.10', yes: { amount: 10 }, no: { amount: 11 } },
  { filter: 'amount=gt.10', yes: { amount: 11 }, no: { amount: 10 } },
  { filter: 'amount=gte.10', yes: { amount: 10 }, no: { amount: 9 } },
  { filter: 'value=in.(TAG-a,TAG-b)', yes: { value: 'TAG-b' }, no: { value: 'TAG-c' } },
  { filter: 'amount=in.(1,2)', yes: { amount: 2 }, no: { amount: 12 } },
  { filter: 'value=like.TAG-%a', yes: { value: 'TAG-xa' }, no: { value: 'TAG-xb' } },
  { filter: 'value=ilike.tag-%A', yes: { value: 'TAG-xa' }, no: { value: 'TAG-xb' } },
  { filter: 'nullable_value=is.null', yes: {}, no: { nullable_value: 'x' } },
  { filter: 'value=match.^TAG-[ab]$', yes: { value: 'TAG-a' }, no: { value: 'TAG-c' } },
  { filter: 'value=imatch.^tag-[AB]$', yes: { value: 'TAG-a' }, no: { value: 'TAG-c' } },
  { filter: 'nullable_value=isdistinct.x', yes: {}, no: { nullable_value: 'x' } },
  { filter: 'value=not.eq.TAG-a', yes: { value: 'TAG-b' }, no: { value: 'TAG-a' } },
  { filter: 'value=not.in.(TAG-a,TAG-b)', yes: { value: 'TAG-c' }, no: { value: 'TAG-a' } },
  { filter: 'nullable_value=not.is.null', yes: { nullable_value: 'x' }, no: {} },
  { filter: 'value=eq.TAG-a,amount=gt.1', yes: { value: 'TAG-a', amount: 2 }, no: { value: 'TAG-a', amount: 1 } },
  { filter: 'body->>kind=eq.TAG-a', yes: { body: { kind: 'TAG-a' } }, no: { body: { kind: 'TAG-b' } } },
  { filter: 'amount=gte.2,amount=lte.3', yes: { amount: 3 }, no: { amount: 4 } },
  {
    filter: 'value=in.(TAG-a,TAG-b),nullable_value=like.keep%',
    yes: { value: 'TAG-a', nullable_value: 'keep it' },
    no: { value: 'TAG-a', nullable_value: 'drop it' },
  },
];

describeFeature('filter of postgres_changes', () => {
  let person: Person;
  let client: supabase.SupabaseClient;
  let tag: string;
  beforeAll(async () => {
    person = await createPerson();
  });
  beforeEach(async () => {
    client = await signIn(person);
    tag = randomUUID().replaceAll('-', '');
  });

  const tagged = <T extends object>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('TAG', tag));

  /** Writes a row that must not come and one that must; when the second is there, the first has had its chance. */
  const expectOnly = async (filter: Wanted['filter'], { yes, no }: Omit<FilterCase, 'filter'>) => {
    // Own rows, so that the rows of cases at the same time stay out.
    const watched = await watchChanges(client, { event: 'INSERT', ...(filter === undefined ? {} : { filter }) });
    await insertNote({ ...no, owner: person.id, details: `no-${tag}` });
    await insertNote({ ...yes, owner: person.id, details: `yes-${tag}` });
    const own = (): unknown[] => newValues(watched, 'details').filter((details) => String(details).endsWith(tag));
    await eventually(() => expect(own()).toContain(`yes-${tag}`));
    expect(own()).toEqual([`yes-${tag}`]);
  };

  it.each(cases)('$filter', async ({ filter, yes, no }) => {
    await expectOnly(filter.replaceAll('TAG', tag).replaceAll('tag-', `${tag.toUpperCase()}-`), tagged({ yes, no }));
  });

  it('holds for changed and deleted rows too, where the old row is told in full', async () => {
    const watched = await watchChanges(client, { table: tables.open, filter: `value=eq.${tag}` });
    await database.query(`insert into public.${tables.open} (value) values ($1), ($2)`, [tag, `${tag}-other`]);
    await database.query(`update public.${tables.open} set details = 'x' where value like $1`, [`${tag}%`]);
    await database.query(`delete from public.${tables.open} where value like $1`, [`${tag}%`]);
    await eventually(() =>
      expect(watched.changes.map(({ eventType }) => eventType)).toEqual(['INSERT', 'UPDATE', 'DELETE']),
    );
  });

  itWhereOffered(isNewest, 'may be put together by postgresChangesFilter()', async () => {
    const filter = supabase
      .postgresChangesFilter()
      .in('value', [`${tag}, "a"`, `${tag}(b)`])
      .gte('amount', 2)
      .not('nullable_value', 'is', null);
    await expectOnly(filter, {
      yes: { value: `${tag}, "a"`, amount: 2, nullable_value: 'x' },
      no: { value: `${tag}(b)`, amount: 1, nullable_value: 'x' },
    });
  });

  it('select keeps the named columns alone', async () => {
    const watched = await watchChanges(client, { filter: `value=eq.${tag}`, select: ['id', 'value'] });
    const id = await insertNote({ value: tag, details: 'left out' });
    await eventually(() => expect(watched.changes.map(({ new: row }) => row)).toEqual([{ id, value: tag }]));
  });
});
