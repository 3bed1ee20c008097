import { randomUUID } from 'node:crypto';
import type { SupabaseClient } from '@supabase/supabase-js';
import { beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { listen, newTopic, subscribe } from '../fixtures/channels.ts';
import { openClient, openServiceClient } from '../fixtures/clients.ts';
import { database, tables } from '../fixtures/database.ts';
import { describeFeature, itWhereOffered } from '../fixtures/describe-feature.ts';
import { eventually } from '../fixtures/eventually.ts';
import { insertNote } from '../fixtures/notes.ts';
import { createPerson, signIn, type Person } from '../fixtures/people.ts';
import { changesOf, newValues, subscribeLive, watchChanges, type Change } from '../fixtures/watch-changes.ts';
import { newestVersion } from '../target/client-releases.ts';

const isNewest = inject('clientVersion') === newestVersion;

describeFeature('postgres_changes', () => {
  let person: Person;
  let client: SupabaseClient;
  /** In each row of the case, so that rows of others can be told apart. */
  let tag: string;
  beforeAll(async () => {
    person = await createPerson();
  });
  beforeEach(async () => {
    client = await signIn(person);
    tag = randomUUID();
  });

  const ofCase = () => ({ filter: `value=eq.${tag}` });

  it('says when changes flow, by a system message on the channel', async () => {
    const watched = await watchChanges(client);
    expect(watched.statuses).toEqual(['SUBSCRIBED']);
    expect(watched.system).toEqual([
      {
        extension: 'postgres_changes',
        status: 'ok',
        message: 'Subscribed to PostgreSQL',
        channel: watched.channel.subTopic,
      },
    ]);
  });

  it('tells an INSERT with the whole row', async () => {
    const watched = await watchChanges(client, { event: 'INSERT', ...ofCase() });
    const id = await insertNote({ value: tag, details: 'new' });
    await eventually(() => expect(watched.changes).toHaveLength(1));
    expect(watched.changes[0]).toMatchObject({
      eventType: 'INSERT',
      schema: 'public',
      table: tables.notes,
      new: { id, value: tag, details: 'new', nullable_value: null, owner: null },
      old: {},
      errors: null,
    });
    expect(watched.changes[0]?.commit_timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/);
  });

  it('tells an UPDATE with the new row and the key of the old', async () => {
    const id = await insertNote({ value: tag, details: 'old' });
    const watched = await watchChanges(client, { event: 'UPDATE', ...ofCase() });
    await database.query(`update public.${tables.notes} set details = 'new' where id = $1`, [id]);
    await eventually(() => expect(watched.changes).toHaveLength(1));
    expect(watched.changes[0]).toMatchObject({ eventType: 'UPDATE', new: { id, details: 'new' }, old: { id } });
  });

  it('tells a DELETE with no more than the key, where rows have owners', async () => {
    const id = await insertNote({ value: tag, details: 'secret' });
    const watched = await watchChanges(client, { event: 'DELETE', filter: `id=eq.${id}` });
    await database.query(`delete from public.${tables.notes} where id = $1`, [id]);
    await eventually(() => expect(watched.changes).toHaveLength(1));
    expect(watched.changes[0]).toMatchObject({ eventType: 'DELETE', new: {}, old: { id } });
    expect(Object.keys(watched.changes[0]?.old ?? {})).toEqual(['id']);
  });

  it('tells the old row in full where the table says so and has no owners', async () => {
    const { rows } = await database.query<{ id: string }>(
      `insert into public.${tables.open} (value, details) values ($1, 'old') returning id::text`,
      [tag],
    );
    const id = Number(rows[0]?.id);
    const watched = await watchChanges(client, { table: tables.open, filter: `id=eq.${id}` });
    await database.query(`update public.${tables.open} set details = 'new' where id = $1`, [id]);
    await database.query(`delete from public.${tables.open} where id = $1`, [id]);
    // What was committed just before the channel was live may still be told, in a project as here.
    const later = () => watched.changes.filter(({ eventType }) => eventType !== 'INSERT');
    await eventually(() => expect(later()).toHaveLength(2));
    expect(later()).toMatchObject([
      { eventType: 'UPDATE', new: { id, details: 'new' }, old: { id, value: tag, details: 'old' } },
      { eventType: 'DELETE', new: {}, old: { id, value: tag, details: 'new' } },
    ]);
  });

  it("tells '*' all three, in order", async () => {
    const watched = await watchChanges(client, { table: tables.open });
    await database.query(`insert into public.${tables.open} (value) values ($1)`, [tag]);
    await database.query(`update public.${tables.open} set details = 'x' where value = $1`, [tag]);
    await database.query(`delete from public.${tables.open} where value = $1`, [tag]);
    const own = (): Change[] => watched.changes.filter((change) => JSON.stringify(change).includes(tag));
    await eventually(() => expect(own().map(({ eventType }) => eventType)).toEqual(['INSERT', 'UPDATE', 'DELETE']));
  });

  it('tells the changes of every table of a schema where none is named', async () => {
    const watched = await watchChanges(client, { table: null });
    await insertNote({ value: tag });
    await database.query(`insert into public.${tables.open} (value) values ($1)`, [tag]);
    await eventually(() => {
      const own = watched.changes.filter(({ new: row }) => Reflect.get(row, 'value') === tag);
      expect(own.map(({ table }) => table)).toEqual([tables.notes, tables.open]);
    });
  });

  it('tells each listener of a channel its own', async () => {
    const joined = listen(client, newTopic());
    const heard: string[] = [];
    joined.channel
      .on('postgres_changes', changesOf({ event: 'INSERT', ...ofCase() }), () => heard.push('insert'))
      .on('postgres_changes', changesOf({ event: 'UPDATE', ...ofCase() }), () => heard.push('update'))
      .on('postgres_changes', changesOf(ofCase()), () => heard.push('any'));
    await subscribeLive(joined);
    const id = await insertNote({ value: tag });
    await database.query(`update public.${tables.notes} set details = 'x' where id = $1`, [id]);
    await eventually(() => expect(heard.toSorted()).toEqual(['any', 'any', 'insert', 'update']));
  });

  it('tells nothing of a transaction that is rolled back', async () => {
    const watched = await watchChanges(client, { filter: `details=eq.${tag}` });
    const connection = await database.connect();
    await connection.query('begin');
    await connection.query(`insert into public.${tables.notes} (value, details) values ('rolled back', $1)`, [tag]);
    await connection.query('rollback');
    connection.release();
    await insertNote({ value: 'committed', details: tag });
    await eventually(() => expect(newValues(watched)).toEqual(['committed']));
  });

  it('keeps the order of a transaction', async () => {
    const watched = await watchChanges(client, { filter: `details=eq.${tag}` });
    await database.query(
      `insert into public.${tables.notes} (details, amount) select $1, n from generate_series(1, 50) n`,
      [tag],
    );
    await eventually(() => expect(newValues(watched, 'amount')).toEqual(Array.from({ length: 50 }, (_, n) => n + 1)));
  });

  it('keeps types: numbers, lists, JSON, booleans, instants, null', async () => {
    const watched = await watchChanges(client, ofCase());
    await database.query(
      `insert into public.${tables.notes} (value, amount, ratio, tags, body, is_done, noted_at)
       values ($1, 7, 0.25, array['a', 'ü,"b'], '{"n": [1, null]}', true, '2026-01-02T03:04:05.678+00')`,
      [tag],
    );
    await eventually(() => expect(watched.changes).toHaveLength(1));
    expect(watched.changes[0]?.new).toMatchObject({
      amount: 7,
      ratio: 0.25,
      tags: ['a', 'ü,"b'],
      body: { n: [1, null] },
      is_done: true,
      details: null,
    });
    const notedAt = String(Reflect.get(watched.changes[0]?.new ?? {}, 'noted_at'));
    expect(new Date(notedAt).toISOString()).toBe('2026-01-02T03:04:05.678Z');
  });

  it('shows each person the rows that they may select, and no others', async () => {
    const other = await createPerson();
    const [mine, theirs] = await Promise.all([
      watchChanges(client, { filter: `details=eq.${tag}` }),
      watchChanges(await signIn(other), { filter: `details=eq.${tag}` }),
    ]);
    await insertNote({ owner: person.id, value: 'mine', details: tag });
    await insertNote({ owner: other.id, value: 'theirs', details: tag });
    await insertNote({ value: 'everybody', details: tag });
    await eventually(() => {
      expect(newValues(mine)).toEqual(['mine', 'everybody']);
      expect(newValues(theirs)).toEqual(['theirs', 'everybody']);
    });
  });

  it('shows who is not signed in no row of a table that only people may select', async () => {
    const anonymous = listen(openClient(), newTopic());
    const heard: unknown[] = [];
    const opened: unknown[] = [];
    anonymous.channel
      .on('postgres_changes', changesOf({ filter: `value=eq.${tag}` }), ({ new: row }) => heard.push(row))
      .on('postgres_changes', changesOf({ table: tables.open, filter: `value=eq.${tag}` }), () => opened.push(1));
    await subscribe(anonymous);
    const marker = await watchChanges(openClient(), { table: tables.open, filter: `value=eq.${tag}` });
    await insertNote({ value: tag });
    await database.query(`insert into public.${tables.open} (value) values ($1)`, [tag]);
    await eventually(() => expect(marker.changes).toHaveLength(1));
    expect(heard.filter((row) => JSON.stringify(row) !== '{}')).toEqual([]);
  });

  it('shows the service key every row', async () => {
    const watched = await watchChanges(openServiceClient(), { filter: `details=eq.${tag}` });
    await insertNote({ owner: person.id, value: 'of a person', details: tag });
    await eventually(() => expect(newValues(watched)).toEqual(['of a person']));
  });

  it('leaves out columns that the person may not select', async () => {
    const watched = await watchChanges(client, ofCase());
    await database.query(`insert into public.${tables.notes} (value, secret) values ($1, 'hidden')`, [tag]);
    await eventually(() => expect(watched.changes).toHaveLength(1));
    expect(JSON.stringify(watched.changes)).not.toContain('hidden');
  });

  it('goes with broadcast and presence on one channel', async () => {
    const watched = await watchChanges(client, ofCase(), { private: true, broadcast: { self: true, ack: true } });
    expect(await watched.channel.send({ type: 'broadcast', event: 'hi', payload: {} })).toBe('ok');
    expect(await watched.channel.track({})).toBe('ok');
    await insertNote({ value: tag });
    await eventually(() => {
      expect(newValues(watched)).toEqual([tag]);
      expect(watched.broadcasts.map(({ event }) => event)).toEqual(['hi']);
    });
  });

  it('ends with the channel', async () => {
    const [left, kept] = [await watchChanges(client, ofCase()), await watchChanges(client, ofCase())];
    await client.removeChannel(left.channel);
    await insertNote({ value: tag });
    await eventually(() => expect(newValues(kept)).toEqual([tag]));
    expect(left.changes).toEqual([]);
  });

  it('follows the person: after setAuth of another, the rows are theirs', async () => {
    const other = await createPerson();
    const { data } = await (await signIn(other)).auth.getSession();
    const watched = await watchChanges(client, { filter: `details=eq.${tag}` });
    const marker = await watchChanges(await signIn(other), { filter: `details=eq.${tag}` });
    await client.realtime.setAuth(data.session?.access_token ?? null);
    await eventually(async () => {
      await insertNote({ owner: other.id, value: 'theirs', details: tag });
      expect(newValues(watched)).toContain('theirs');
    });
    await insertNote({ owner: person.id, value: 'mine', details: tag });
    await insertNote({ value: 'marker', details: tag });
    await eventually(() => expect(newValues(marker)).toContain('marker'));
    await eventually(() => expect(newValues(watched)).toContain('marker'));
    expect(newValues(watched)).not.toContain('mine');
  });

  it.each([
    ['a table that is in no publication', { table: tables.unpublished }, /Unable to subscribe to changes/],
    ['a table that is not there', { table: `${tables.notes}_none` }, /Unable to subscribe to changes/],
    ['a filter that is none', { filter: 'wrong' }, /Error parsing `filter` params/],
    ['a column that is not there', { filter: 'nothing=eq.1' }, /invalid column for filter nothing/],
  ])('joins, and says by a system error that it cannot follow %s', async (_what, filter, words) => {
    const joined = listen(client, newTopic());
    joined.channel.on('postgres_changes', changesOf(filter), () => undefined);
    await subscribe(joined);
    expect(joined.statuses).toEqual(['SUBSCRIBED']);
    await eventually(() =>
      expect(joined.system).toContainEqual({
        extension: 'postgres_changes',
        status: 'error',
        message: expect.stringMatching(words),
        channel: joined.channel.subTopic,
      }),
    );
  });

  itWhereOffered(isNewest, 'with wait is SUBSCRIBED only when changes flow', async () => {
    const joined = listen(client, newTopic(), { postgres_changes_options: { wait: true } });
    const changes: Change[] = [];
    joined.channel.on('postgres_changes', changesOf(ofCase()), (change: Change) => changes.push(change));
    await subscribe(joined);
    expect(joined.statuses).toEqual(['SUBSCRIBED']);
    await insertNote({ value: tag });
    await eventually(() => expect(changes).toHaveLength(1));
  });

  itWhereOffered(isNewest, 'with wait ends in CHANNEL_ERROR where changes cannot flow in time', async () => {
    const joined = listen(client, newTopic(), { postgres_changes_options: { wait: true, timeout: 200 } });
    joined.channel.on('postgres_changes', changesOf({ table: tables.unpublished }), () => undefined);
    await subscribe(joined);
    expect(joined.statuses[0]).toBe('CHANNEL_ERROR');
  });
});
