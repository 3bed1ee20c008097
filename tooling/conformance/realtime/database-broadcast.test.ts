import { randomUUID } from 'node:crypto';
import type { SupabaseClient } from '@supabase/supabase-js';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { join, newTopic, type ChannelConfig, type Joined } from '../fixtures/channels.ts';
import { openClient } from '../fixtures/clients.ts';
import { database, tables } from '../fixtures/database.ts';
import { describeFeature } from '../fixtures/describe-feature.ts';
import { eventually } from '../fixtures/eventually.ts';
import { createPerson, signIn, type Person } from '../fixtures/people.ts';

const eventsOf = ({ broadcasts }: Joined): string[] => broadcasts.map(({ event }) => event);

async function send(topic: string, event: string, payload: unknown = {}, isPrivate = true): Promise<void> {
  await database.query('select realtime.send($1::jsonb, $2, $3, $4)', [
    JSON.stringify(payload),
    event,
    topic,
    isPrivate,
  ]);
}

describeFeature('broadcast from the database', () => {
  let person: Person;
  let client: SupabaseClient;
  let topic: string;
  beforeAll(async () => {
    person = await createPerson();
  });
  beforeEach(async () => {
    client = await signIn(person);
    topic = newTopic();
  });

  /** Joins privately and waits until rows are certainly passed on. */
  const joinReady = async (config: ChannelConfig = {}): Promise<Joined> => {
    const joined = await join(client, topic, { private: true, broadcast: { replication_ready: true }, ...config });
    await eventually(() => expect(joined.system.map(({ status }) => status)).toContain('ok'));
    return joined;
  };

  it('reaches a private channel, with the id of its row', async () => {
    const joined = await joinReady();
    await send(topic, 'changed', { table: 4 });
    await eventually(() => expect(eventsOf(joined)).toEqual(['changed']));
    expect(joined.broadcasts[0]?.payload).toEqual({ table: 4, id: expect.any(String) });
    expect(joined.broadcasts[0]?.meta).toEqual({ id: expect.any(String) });
  });

  it('reaches a public channel when it is sent publicly, and not the private one', async () => {
    const secret = await joinReady();
    const open = await join(openClient(), topic, { broadcast: { replication_ready: true } });
    await send(topic, 'public', {}, false);
    await send(topic, 'private');
    await eventually(() => expect([eventsOf(open), eventsOf(secret)]).toEqual([['public'], ['private']]));
  });

  it('keeps the order of the transaction', async () => {
    const joined = await joinReady();
    await database.query(
      `select realtime.send(jsonb_build_object('n', n), 'step-' || n, $1, true) from generate_series(1, 20) n`,
      [topic],
    );
    const steps = Array.from({ length: 20 }, (_, index) => `step-${index + 1}`);
    await eventually(() => expect(eventsOf(joined)).toEqual(steps));
  });

  it('is not sent by a transaction that is rolled back', async () => {
    const joined = await joinReady();
    const connection = await database.connect();
    await connection.query('begin');
    await connection.query(`select realtime.send('{}', 'rolled-back', $1, true)`, [topic]);
    await connection.query('rollback');
    connection.release();
    await send(topic, 'committed');
    await eventually(() => expect(eventsOf(joined)).toEqual(['committed']));
  });

  it('does not reach another topic', async () => {
    const joined = await joinReady();
    await send(newTopic(), 'elsewhere');
    await send(topic, 'here');
    await eventually(() => expect(eventsOf(joined)).toEqual(['here']));
  });

  it('tells by broadcast_changes what a trigger saw: insert, update, delete', async () => {
    const joined = await joinReady();
    const { rows } = await database.query<{ id: string }>(
      `insert into public.${tables.announced} (topic, value) values ($1, 'old') returning id::text`,
      [topic],
    );
    const id = Number(rows[0]?.id);
    await database.query(`update public.${tables.announced} set value = 'new' where id = $1`, [id]);
    await database.query(`delete from public.${tables.announced} where id = $1`, [id]);
    await eventually(() => expect(eventsOf(joined)).toEqual(['INSERT', 'UPDATE', 'DELETE']));
    const row = (value: string) => ({ id, topic, value });
    const change = { schema: 'public', table: tables.announced };
    expect(joined.broadcasts.map(({ payload }) => payload)).toEqual([
      expect.objectContaining({ ...change, operation: 'INSERT', record: row('old'), old_record: null }),
      expect.objectContaining({ ...change, operation: 'UPDATE', record: row('new'), old_record: row('old') }),
      expect.objectContaining({ ...change, operation: 'DELETE', record: null, old_record: row('new') }),
    ]);
  });

  it('carries bytes with serializer 2.0.0', async () => {
    client = await signIn(person, openClient({ realtime: { vsn: '2.0.0' } }));
    const joined = await joinReady();
    const bytes = Uint8Array.of(0xde, 0xad, 0, 0xff);
    await database.query('select realtime.send_binary($1::bytea, $2, $3, true)', [Buffer.from(bytes), 'bytes', topic]);
    await eventually(() => expect(joined.broadcasts.map(({ payload }) => payload)).toEqual([bytes.buffer]));
  });
});

/** Milliseconds of the database's clock. */
async function databaseNowMs(): Promise<number> {
  const { rows } = await database.query<{ now_ms: number }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms',
  );
  return Math.floor(rows[0]?.now_ms ?? 0);
}

describeFeature('replay', () => {
  let person: Person;
  let topic: string;
  beforeAll(async () => {
    person = await createPerson();
  });
  beforeEach(() => {
    topic = newTopic();
  });

  const joinWithReplay = async (replay: { since: number; limit?: number }): Promise<Joined> =>
    join(await signIn(person), topic, { private: true, broadcast: { replay } });

  it('brings what was sent since, marked as replayed, the oldest first', async () => {
    const since = (await databaseNowMs()) - 1000;
    for (const event of ['first', 'second', 'third']) await send(topic, event, { text: event });
    const joined = await joinWithReplay({ since, limit: 10 });
    await eventually(() => expect(eventsOf(joined)).toEqual(['first', 'second', 'third']));
    for (const { meta } of joined.broadcasts) expect(meta).toEqual({ id: expect.any(String), replayed: true });
    expect(joined.broadcasts.map(({ payload }) => payload)).toEqual([
      expect.objectContaining({ text: 'first' }),
      expect.objectContaining({ text: 'second' }),
      expect.objectContaining({ text: 'third' }),
    ]);
  });

  it('brings the newest of them where the limit is smaller', async () => {
    const since = (await databaseNowMs()) - 1000;
    for (const event of ['first', 'second', 'third']) await send(topic, event);
    const joined = await joinWithReplay({ since, limit: 2 });
    await eventually(() => expect(eventsOf(joined)).toEqual(['second', 'third']));
  });

  it('leaves out what was sent before, and what comes later is not marked', async () => {
    await send(topic, 'before');
    await eventually(async () => {
      const { rows } = await database.query<{ passed: boolean }>(
        `select max(inserted_at) < clock_timestamp()::timestamp - interval '5 ms' as passed
         from realtime.messages where topic = $1`,
        [topic],
      );
      expect(rows[0]?.passed).toBe(true);
    });
    const joined = await joinWithReplay({ since: await databaseNowMs(), limit: 10 });
    await send(topic, 'after');
    await eventually(() => expect(eventsOf(joined)).toEqual(['after']));
    expect(joined.broadcasts[0]?.meta).toEqual({ id: expect.any(String) });
  });

  it('brings bytes with serializer 2.0.0', async () => {
    const since = (await databaseNowMs()) - 1000;
    const bytes = Uint8Array.of(0xbe, 0xef, 0);
    await database.query('select realtime.send_binary($1::bytea, $2, $3, true)', [Buffer.from(bytes), 'bytes', topic]);
    const client = await signIn(person, openClient({ realtime: { vsn: '2.0.0' } }));
    const joined = await join(client, topic, { private: true, broadcast: { replay: { since, limit: 1 } } });
    await eventually(() => expect(joined.broadcasts.map(({ payload }) => payload)).toEqual([bytes.buffer]));
    expect(joined.broadcasts[0]?.meta).toEqual({ id: expect.any(String), replayed: true });
  });

  it('is refused by the client on a public channel', async () => {
    const options = { config: { broadcast: { replay: { since: 0 } } } };
    expect(() => openClient().channel(`public-${randomUUID()}`, options)).toThrow(/private/);
  });
});
