import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '../../testing/eventually.ts';
import type { PgoutputMessage } from './pgoutput.ts';
import { ReplicationStream } from './replication-stream.ts';

let database: TestDatabase;
let owner: Client;
let stream: ReplicationStream;
let messages: PgoutputMessage[];
let losses: Error[];

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new Client({ connectionString: database.urls.owner });
  await owner.connect();
  await owner.query(`
    create table public.dishes (id int primary key, name text, essay text, price numeric);
    alter table public.dishes alter column essay set storage external;
    alter publication supabase_realtime add table public.dishes`);
});

beforeEach(async () => {
  messages = [];
  losses = [];
  stream = new ReplicationStream({
    connectionString: database.urls.realtime,
    publication: 'supabase_realtime',
    onMessage: (message) => messages.push(message),
    onLost: (error) => losses.push(error),
  });
  await stream.start();
});

afterEach(() => stream.stop());

afterAll(async () => {
  await owner.end();
  await database.drop();
});

const changes = () => messages.filter(({ kind }) => kind === 'insert' || kind === 'update' || kind === 'delete');

async function slotCount(): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    `select count(*)::int as n from pg_replication_slots where database = current_database()`,
  );
  return rows[0]?.n ?? 0;
}

describe('a replication stream', () => {
  it('brings committed changes in order, values as text, and nothing of what was rolled back', async () => {
    await owner.query(`begin; insert into public.dishes values (1, 'lost'); rollback`);
    await owner.query(`insert into public.dishes values (2, 'Käse 🧀', null, 4.50)`);
    await owner.query(`update public.dishes set id = 3 where id = 2`);
    await owner.query(`truncate public.dishes`);
    await owner.query(`insert into public.dishes values (4)`);
    await owner.query(`delete from public.dishes where id = 4`);
    await eventually(() => expect(changes()).toHaveLength(4));
    expect(changes().map((change) => ({ ...change, tableOid: 0 }))).toEqual([
      { kind: 'insert', tableOid: 0, row: row({ id: '2', name: 'Käse 🧀', essay: null, price: '4.50' }) },
      {
        kind: 'update',
        tableOid: 0,
        oldRow: row({ id: '2' }),
        row: row({ id: '3', name: 'Käse 🧀', essay: null, price: '4.50' }),
      },
      { kind: 'insert', tableOid: 0, row: row({ id: '4', name: null, essay: null, price: null }) },
      { kind: 'delete', tableOid: 0, oldRow: row({ id: '4' }) },
    ]);
    const begin = messages.find(({ kind }) => kind === 'begin');
    const agoMs = Date.now() - (begin?.kind === 'begin' ? begin.committedAtMs : 0);
    expect(Math.abs(agoMs)).toBeLessThan(60_000);
  });

  it('leaves out a large value that did not change, and has it where the whole old row is logged', async () => {
    await owner.query(`insert into public.dishes values (5, 'a', repeat('x', 5000))`);
    await owner.query(`update public.dishes set name = 'b' where id = 5`);
    await owner.query(`alter table public.dishes replica identity full`);
    await owner.query(`update public.dishes set name = 'c' where id = 5`);
    await owner.query(`alter table public.dishes replica identity default`);
    await eventually(() => expect(changes()).toHaveLength(3));
    const [, lean, full] = changes();
    expect(lean?.kind === 'update' && [...lean.row.keys()]).toEqual(['id', 'name', 'price']);
    expect(full?.kind === 'update' && full.oldRow?.get('essay')).toHaveLength(5000);
  });

  it('lets the server drop the log of what it confirms, also while nothing is published', async () => {
    const restartOf = async () => {
      const { rows } = await owner.query<{ lsn: string }>(
        `select confirmed_flush_lsn::text as lsn from pg_replication_slots where database = current_database()`,
      );
      return rows[0]?.lsn;
    };
    const before = await restartOf();
    await owner.query(`create table public.unpublished as select n from generate_series(1, 1000) n`);
    await eventually(async () => {
      for (const message of messages) if ('endLsn' in message) stream.confirm(message.endLsn);
      expect(await restartOf()).not.toBe(before);
    });
  });

  it('says once that it was lost, and leaves no slot behind', async () => {
    expect(await slotCount()).toBe(1);
    const superuser = new Client({ connectionString: database.urls.superuser });
    await superuser.connect();
    await superuser.query(
      `select pg_terminate_backend(active_pid) from pg_replication_slots where database = current_database()`,
    );
    await superuser.end();
    await eventually(() => expect(losses).toHaveLength(1));
    await eventually(async () => expect(await slotCount()).toBe(0));
  });

  it('says nothing when it is stopped, and leaves no slot behind then either', async () => {
    await stream.stop();
    await eventually(async () => expect(await slotCount()).toBe(0));
    expect(losses).toEqual([]);
  });
});

it('that is stopped while it starts says so, at whatever step it was', async () => {
  for (const waitMs of [0, 1, 5, 20, 50]) {
    const hasty = new ReplicationStream({
      connectionString: database.urls.realtime,
      publication: 'supabase_realtime',
      onMessage: () => undefined,
      onLost: () => undefined,
    });
    const started = hasty.start().then(
      () => 'started',
      () => 'stopped',
    );
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    await hasty.stop();
    expect(['started', 'stopped']).toContain(await started);
  }
});

it('fails to start with the database’s own words where there is no such slot to have', async () => {
  const stranger = new ReplicationStream({
    connectionString: database.urls.authenticator,
    publication: 'supabase_realtime',
    onMessage: () => undefined,
    onLost: () => undefined,
  });
  await expect(stranger.start()).rejects.toThrow(/permission denied to start WAL sender|must be superuser/);
});

function row(values: Record<string, string | null>): Map<string, string | null> {
  return new Map(Object.entries(values));
}

it('does not take for silence that it did not read', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    stream.pause();
    vi.setSystemTime(Date.now() + 80_000);
    // Longer than from one status to the next, by which time silence is noticed.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    stream.resume();
    await owner.query(`insert into public.dishes values (900, 'late')`);
    await eventually(() => expect(messages.map(({ kind }) => kind)).toContain('insert'));
    expect(losses).toEqual([]);
  } finally {
    vi.useRealTimers();
  }
});
