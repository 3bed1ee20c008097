import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { readNotice, type Notice } from './read-notice.ts';

let database: TestDatabase;
let owner: Client;
let listener: Client;
let notices: (Notice | null)[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new Client({ connectionString: database.urls.owner });
  listener = new Client({ connectionString: database.urls.realtime });
  await Promise.all([owner.connect(), listener.connect()]);
  listener.on('notification', ({ payload }) => notices.push(readNotice(payload ?? '')));
  await listener.query('listen realtime_messages');
});

afterAll(async () => {
  await Promise.all([owner.end(), listener.end()]);
  await database.drop();
});

async function noticeOf(
  payload: string | null,
  event: string | null,
  topic = 'news',
): Promise<Notice | null | undefined> {
  notices = [];
  await owner.query(
    `insert into realtime.messages (topic, extension, event, payload, private) values ($1, 'broadcast', $2, $3, true)`,
    [topic, event, payload],
  );
  await eventually(() => expect(notices).toHaveLength(1));
  return notices[0];
}

it.each([
  ['{"text": "two\\nlines, Grüße 🍝"}', 'said', 'news'],
  ['null', '', 'news'],
  ['[1, 2.50, "\\u0001"]', 'a\nb "c"', 'to\npic\u0001'],
])('carries the payload %s as the database writes it', async (payload, event, topic) => {
  const notice = await noticeOf(payload, event, topic);
  expect(notice).toMatchObject({ topicName: topic, isPrivate: true });
  expect(notice?.message).toMatchObject({ id: notice?.id, event, payloadJson: payload, topicName: topic });
});

it('takes a message without event or payload for an empty one', async () => {
  expect((await noticeOf(null, null))?.message).toMatchObject({ event: '', payloadJson: 'null' });
});

it('carries as much as fits, and otherwise says where the row is', async () => {
  // Around the size at which the notice is full, whatever its head takes.
  for (let length = 7600; length <= 7999; length += 21) {
    const payload = JSON.stringify('x'.repeat(length));
    const notice = await noticeOf(payload, 'said');
    expect(notice?.id).toEqual(expect.any(String));
    expect([null, payload]).toContain(notice?.message?.payloadJson ?? null);
  }
  expect((await noticeOf(JSON.stringify('x'.repeat(7600)), 'said'))?.message).not.toBeNull();
  expect((await noticeOf(JSON.stringify('x'.repeat(7999)), 'said'))?.message).toBeNull();
  expect((await noticeOf('1', 'é'.repeat(5000)))?.message).toBeNull();
});

const head =
  '{"id":"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11","inserted_at":"","topic":"","extension":"broadcast","private":null}';

it.each(['', 'nonsense', '{}', '{"id":1}', '\n\n', `${head}\nnonsense\n1`, `${head}\n1\n1`])(
  'ignores %j, which anybody may send',
  (text) => {
    expect(readNotice(text)).toBeNull();
  },
);
