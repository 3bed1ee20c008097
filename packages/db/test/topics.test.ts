import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Identity } from '../src/as-identity.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { createTenant, type TestTenant } from './support/tenant.ts';

let test: TestDatabase;
let client: Client;
let mine: TestTenant;
let other: TestTenant;
const anon: Identity = { role: 'anon', claims: {} };

beforeAll(async () => {
  test = await createTestDatabase();
  mine = await createTenant(test.urls.owner);
  other = await createTenant(test.urls.owner);
  client = new Client({ connectionString: test.urls.realtime });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await test.drop();
});

/** Which extensions of a topic somebody may read, as Supabase Realtime asks: probe rows, then a select as the caller. */
async function readable(identity: Identity, topic: string, setting = topic): Promise<readonly string[]> {
  await client.query('begin');
  for (const extension of ['broadcast', 'presence']) {
    await client.query('insert into realtime.messages (topic, extension) values ($1, $2)', [topic, extension]);
  }
  await become(identity, setting);
  const { rows } = await client.query('select distinct topic, extension from realtime.messages order by 1, 2');
  await client.query('rollback');
  const seen = z.array(z.object({ topic: z.string(), extension: z.string() })).parse(rows);
  expect(seen.filter((row) => row.topic !== setting)).toEqual([]);
  return seen.filter((row) => row.topic === topic).map((row) => row.extension);
}

async function writable(identity: Identity, topic: string): Promise<readonly string[]> {
  const extensions: string[] = [];
  for (const extension of ['broadcast', 'presence']) {
    await client.query('begin');
    await become(identity, topic);
    const insert = client.query('insert into realtime.messages (topic, extension) values ($1, $2)', [topic, extension]);
    const isAllowed = await insert.then(
      () => true,
      (error: unknown) => {
        z.object({ code: z.literal('42501') }).parse(error);
        return false;
      },
    );
    if (isAllowed) extensions.push(extension);
    await client.query('rollback');
  }
  return extensions;
}

async function become(identity: Identity, topic: string): Promise<void> {
  await client.query(`set local role ${escapeIdentifier(identity.role)};
    select set_config('realtime.topic', ${escapeLiteral(topic)}, true),
      set_config('request.jwt.claims', ${escapeLiteral(JSON.stringify(identity.claims))}, true)`);
}

describe('tenant:<id>', () => {
  it('is heard by members, and by nobody else', async () => {
    const topic = `tenant:${mine.id}`;
    for (const member of [mine.viewer, mine.editor, mine.admin, mine.owner]) {
      expect(await readable(member, topic)).toEqual(['broadcast', 'presence']);
    }
    expect(await readable(other.owner, topic)).toEqual([]);
    expect(await readable(anon, topic)).toEqual([]);
  });

  it('takes presence from members, messages from nobody, and nothing from others', async () => {
    const topic = `tenant:${mine.id}`;
    for (const member of [mine.viewer, mine.editor, mine.admin, mine.owner]) {
      expect(await writable(member, topic)).toEqual(['presence']);
    }
    expect(await writable(other.owner, topic)).toEqual([]);
    expect(await writable(anon, topic)).toEqual([]);
  });
});

describe('widget:<key>', () => {
  it('is heard by everybody when the widget exists', async () => {
    for (const identity of [anon, mine.viewer, other.owner]) {
      expect(await readable(identity, `widget:${mine.booking.key}`)).toEqual(['broadcast']);
      expect(await readable(identity, 'widget:wk_00000000000000000000')).toEqual([]);
    }
  });

  it('takes nothing from anybody', async () => {
    for (const identity of [anon, mine.owner, other.owner]) {
      expect(await writable(identity, `widget:${mine.booking.key}`)).toEqual([]);
    }
  });
});

describe('a topic of another name', () => {
  it.each(['', 'tenant:', 'tenant:x', 'widget:', 'public', 'tenant:%', 'widget:wk_%'])(
    '"%s" is silent',
    async (topic) => {
      for (const identity of [anon, mine.owner]) {
        expect(await readable(identity, topic)).toEqual([]);
        expect(await writable(identity, topic)).toEqual([]);
      }
    },
  );

  it('cannot be read by setting the name of an own one', async () => {
    expect(await readable(mine.owner, `tenant:${other.id}`, `tenant:${mine.id}`)).toEqual([]);
    expect(await readable(anon, `tenant:${mine.id}`, `widget:${mine.booking.key}`)).toEqual([]);
  });
});
