import { describe, expect, it } from 'vitest';
import { setUpTopic, topic, type Row } from '../testing/follow-topic.ts';

const answer = (version: number): Row[] => [{ id: 'a', version, name: `answer ${version}` }];
const change = (id: string, version: number) => ({ id, version });

/** A subscriber whose message of row `a` never suffices, and who is answered what `tries` holds, in turn. */
async function followInsufficient(tries: (() => Promise<Row[]>)[]) {
  const line = setUpTopic();
  const heard: unknown[] = [];
  const stamps: (() => void)[] = [];
  const { unsubscribe } = line.follow({
    backfill: () => (tries.shift() ?? (() => Promise.resolve([])))(),
    onEvent: (_event, payload, askAnew) => {
      heard.push(payload);
      if (typeof payload !== 'object' || payload === null || !('id' in payload) || payload.id !== 'a') return;
      stamps.push(askAnew);
      askAnew();
    },
    onRow: ({ name }) => heard.push(name),
    onStatus: (status) => heard.push(status),
  });
  await line.environment.advance(100);
  heard.length = 0;
  return { ...line, heard, tries, stamps, unsubscribe };
}

const fails = () => Promise.reject(new Error('502'));
const succeeds = (version: number) => () => Promise.resolve(answer(version));
const none = () => Promise.resolve([]);

describe('a message that does not suffice', () => {
  it('is answered by the backfill, without a word where that comes at once', async () => {
    const { server, environment, heard } = await followInsufficient([none, succeeds(3)]);
    server.broadcast(topic, 'changed', change('a', 2));
    await environment.advance(100);
    expect(heard).toEqual([change('a', 2), 'answer 3']);
  });

  it('is completed by the row in the very version that it told of', async () => {
    const { server, environment, heard } = await followInsufficient([none, succeeds(2)]);
    server.broadcast(topic, 'changed', change('a', 2));
    await environment.advance(100);
    expect(heard).toEqual([change('a', 2), 'answer 2']);
    server.broadcast(topic, 'changed', change('a', 2));
    await environment.advance(100);
    expect(heard).toHaveLength(2);
  });

  it('lets no older row through than a newer message that did suffice', async () => {
    const first = Promise.withResolvers<Row[]>();
    const { server, environment, follow } = setUpTopic();
    const answers = [Promise.resolve([]), first.promise];
    const { heard } = follow({
      backfill: () => answers.shift() ?? Promise.resolve([]),
      onEvent: (event, payload, askAnew) => {
        heard.push(payload);
        if (event === 'insufficient') askAnew();
      },
    });
    await environment.advance(100);
    server.broadcast(topic, 'insufficient', change('a', 2));
    server.broadcast(topic, 'changed', change('a', 3));
    await environment.advance(100);
    first.resolve(answer(2));
    await environment.advance(100);
    expect(heard.slice(-2)).toEqual([change('a', 2), change('a', 3)]);
  });

  it('takes the word live back while no answer comes, delivers what comes meanwhile, and asks until one does', async () => {
    const { server, environment, heard } = await followInsufficient([none, fails, fails, fails, fails, succeeds(3)]);
    server.broadcast(topic, 'changed', change('a', 2));
    await environment.advance(10);
    server.broadcast(topic, 'changed', change('b', 1));
    await environment.advance(10_000);
    expect(heard).toEqual([change('a', 2), 'catching-up', change('b', 1), 'answer 3', 'live']);
  });

  it('that comes while it is asked is answered by one more backfill', async () => {
    const first = Promise.withResolvers<Row[]>();
    const { server, environment, heard } = await followInsufficient([none, () => first.promise, succeeds(5)]);
    server.broadcast(topic, 'changed', change('a', 2));
    await environment.advance(100);
    server.broadcast(topic, 'changed', change('a', 4));
    await environment.advance(100);
    first.resolve(answer(3));
    await environment.advance(100);
    expect(heard).toEqual([change('a', 2), change('a', 4), 'answer 5']);
  });

  it('that was held is answered too', async () => {
    const first = Promise.withResolvers<Row[]>();
    const { server, environment, heard } = await followInsufficient([() => first.promise, succeeds(5)]);
    server.broadcast(topic, 'changed', change('a', 4));
    await environment.advance(100);
    first.resolve(answer(3));
    await environment.advance(100);
    expect(heard).toEqual(['answer 3', change('a', 4), 'live', 'answer 5']);
  });

  it('asks nothing of a line that is over, nor for one who has ended', async () => {
    const { server, environment, heard, stamps, tries, reconnect, unsubscribe } = await followInsufficient([
      none,
      none,
    ]);
    server.broadcast(topic, 'changed', change('a', 2));
    await environment.advance(100);
    await reconnect();
    tries.push(succeeds(9));
    stamps[0]?.();
    await environment.advance(1_000);
    expect(heard.at(-1)).toBe('live');
    server.broadcast(topic, 'changed', change('a', 3));
    await environment.advance(1_000);
    expect(heard.at(-1)).toBe('answer 9');
    unsubscribe();
    tries.push(succeeds(10));
    stamps[1]?.();
    await environment.advance(1_000);
    expect(tries).toHaveLength(1);
  });
});
