import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { errorReply, joinTopic, openRawClient } from './testing/raw-client.ts';
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts';
import { connect, disconnectAll, join, joinPrivately, send } from './testing/supabase-clients.ts';

let stack: TestGateway;

beforeAll(async () => {
  stack = await startTestGateway();
});

afterEach(disconnectAll);

afterAll(() => stack.stop());

/** A person and the topic that is theirs alone. */
async function person() {
  const sub = randomUUID();
  return { topic: `user:${sub}`, token: await stack.token({ sub }) };
}

it.each(['1.0.0', '2.0.0'] as const)(
  'a join with serializer %s hears the latest messages again, then the new ones',
  async (vsn) => {
    const { topic, token } = await person();
    const witness = await joinPrivately(await connect(stack, token), topic);
    for (let n = 1; n <= 4; n++) await send(stack, { n }, 'counted', topic);
    await send(stack, { n: 5 }, 'counted', topic, false);
    // What the gateway hears of only after the join is new to it.
    await eventually(() => expect(witness.broadcasts).toHaveLength(4));
    const broadcast = { replay: { since: Date.now() - 60_000, limit: 3 } };
    const heard = await join(await connect(stack, token, vsn), topic, { private: true, broadcast });
    await eventually(() => expect(heard.broadcasts).toHaveLength(3));
    await send(stack, { n: 6 }, 'counted', topic);
    await eventually(() => expect(heard.broadcasts).toHaveLength(4));
    expect(heard.broadcasts.map(({ payload }) => payload['n'])).toEqual([2, 3, 4, 6]);
    const [first] = heard.broadcasts;
    expect(first).toMatchObject({ event: 'counted', meta: { replayed: true, id: first?.payload['id'] } });
    expect(heard.broadcasts[3]?.meta).toEqual({ id: heard.broadcasts[3]?.payload['id'] });
  },
);

it('bytes are replayed too, and nothing from before the given time', async () => {
  const { topic, token } = await person();
  await send(stack, {}, 'old', topic);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const since = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await stack.owner.query(`select realtime.send_binary('\\x0102', 'bytes', $1, true)`, [topic]);
  const client = await connect(stack, token);
  const heard: { event: string; payload: unknown; meta?: unknown }[] = [];
  const channel = client.channel(topic, { config: { private: true, broadcast: { replay: { since } } } });
  channel.on('broadcast', { event: '*' }, (message) => heard.push({ payload: undefined, ...message }));
  channel.subscribe();
  await eventually(() => expect(heard).toHaveLength(1));
  expect(heard[0]).toMatchObject({ event: 'bytes', meta: { replayed: true, id: expect.any(String) } });
  expect([...new Uint8Array(toBytes(heard[0]?.payload))]).toEqual([1, 2]);
});

it('messages that are sent while somebody joins arrive exactly once, replayed or live', async () => {
  const { topic, token } = await person();
  const joined = new AbortController();
  let sent = 0;
  const sending = (async () => {
    // At most as many as one replay can hold.
    while (!joined.signal.aborted && sent < 25) await send(stack, { n: (sent += 1) }, 'counted', topic);
  })();
  const client = await connect(stack, token);
  const broadcast = { replay: { since: Date.now() - 60_000 } };
  const heard = await join(client, topic, { private: true, broadcast });
  joined.abort();
  await sending;
  await send(stack, { n: (sent += 1) }, 'counted', topic);
  await eventually(() => expect(heard.broadcasts.at(-1)?.payload['n']).toBe(sent));
  expect(heard.broadcasts.map(({ payload }) => payload['n'])).toEqual(Array.from({ length: sent }, (_, n) => n + 1));
});

it('is refused to public channels, with nonsense, and without the right to read', async () => {
  const { topic, token } = await person();
  const client = await openRawClient(stack.url, stack.keys.anonKey);
  const ask = (ref: string, replay: unknown, isPrivate = true, name = topic) =>
    joinTopic(client, `realtime:${name}`, ref, { private: isPrivate, broadcast: { replay } }, token);
  expect(await ask('1', { since: 0 }, false)).toEqual(
    errorReply('UnableToReplayMessages: Replay is not allowed for public channels'),
  );
  for (const [ref, replay] of Object.entries({
    2: { since: 'now' },
    3: { since: -1 },
    4: { limit: 1.5 },
    5: true,
    6: { since: 1e300 },
  })) {
    expect(await ask(ref, replay)).toEqual(errorReply('UnableToReplayMessages: Replay params are not valid'));
  }
  expect(await ask('7', { since: 0 }, true, `user:${randomUUID()}`)).toEqual(
    errorReply(expect.stringContaining('Unauthorized: You do not have permissions to read')),
  );
  expect(await ask('8', { limit: 1_000_000 })).toMatchObject({ status: 'ok' });
  client.socket.close();
});

function toBytes(payload: unknown): ArrayBuffer {
  if (payload instanceof ArrayBuffer) return payload;
  throw new Error('The payload holds no bytes.');
}
