import type { KeyedBatch, RecordOptions } from '@blunari/db';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createGroupCommit, defaultGroupLimits } from './group-commit.ts';

const batch = (eventCount: number): KeyedBatch => ({
  key: 'a',
  events: Array.from({ length: eventCount }, (_, index) => ({
    id: `${index}`,
    type: 'view',
    at: '2026-11-28T12:00:00Z',
    localDate: '2026-11-28',
    sessionId: 'a',
    metadata: {},
  })),
  visit: { ip: null, userAgent: '', referrer: '', pageUrl: '' },
});

/** A group commit that notes its calls; each ends when the test says so. */
function desk(answers: readonly (() => Result<number>)[] = []) {
  const calls: { readonly name: string; readonly end: () => void }[] = [];
  const failed: unknown[] = [];
  const acknowledged: Promise<Result<null>>[] = [];
  const call = async (name: string): Promise<void> => {
    const gate = Promise.withResolvers<void>();
    calls.push({ name, end: gate.resolve });
    await gate.promise;
  };
  let countedTimes = 0;
  const groups = createGroupCommit({
    write: async (batches: readonly KeyedBatch[], { countLater }: RecordOptions) => {
      await call(countLater ? 'store' : 'write');
      return ok(batches.map(() => 'stored'));
    },
    count: async () => {
      const answer = answers[countedTimes];
      countedTimes += 1;
      await call('count');
      return answer?.() ?? ok(0);
    },
    limits: { ...defaultGroupLimits, countLaterFrom: 10 },
    onDropsLost: () => undefined,
    onCountFailed: (error) => failed.push(error),
  });
  const end = async (index: number): Promise<void> => {
    calls[index]?.end();
    await turn();
  };
  const submit = async (eventCount: number): Promise<void> => {
    acknowledged.push(groups.submit(batch(eventCount), 1));
    await turn();
  };
  return { groups, end, submit, failed, acknowledged, names: () => calls.map(({ name }) => name) };
}

it('a small group is counted before it is acknowledged, a large one after', async () => {
  const { submit, end, acknowledged, names } = desk();
  await submit(9);
  await end(0);
  await submit(10);
  await end(1);
  expect(await Promise.all(acknowledged)).toEqual([ok(null), ok(null)]);
  expect(names()).toEqual(['write', 'store', 'count']);
});

it('counting goes on until there is nothing, one call at a time, while another stores', async () => {
  const { groups, submit, end, names } = desk([() => ok(2000), () => ok(40)]);
  await submit(10);
  await submit(10);
  await end(0);
  expect(names()).toEqual(['store', 'store', 'count']);
  // Both calls are under way: what comes now waits for one of them.
  await submit(10);
  await submit(10);
  await end(1);
  expect(names()).toEqual(['store', 'store', 'count', 'store']);
  await end(3);
  await end(2);
  await end(4);
  await end(5);
  await groups.stop();
  expect(names()).toEqual(['store', 'store', 'count', 'store', 'count', 'count']);
});

it('what could not be counted waits for the next group, and a bug is told', async () => {
  const away = err(appError('unavailable', 'Away.'));
  const bug = new Error('A bug.');
  const { groups, submit, end, failed, names } = desk([
    () => away,
    () => {
      throw bug;
    },
  ]);
  for (const first of [0, 2]) {
    await submit(10);
    await end(first);
    await end(first + 1);
  }
  await groups.stop();
  expect(names()).toEqual(['store', 'count', 'store', 'count']);
  expect(failed).toEqual([bug]);
});

it('stopping waits for what is under way, and for what is to be counted', async () => {
  const { groups, submit, end, names } = desk();
  await submit(10);
  let isOver = false;
  const stopped = groups.stop().finally(() => (isOver = true));
  await end(0);
  expect([names(), isOver]).toEqual([['store', 'count'], false]);
  await end(1);
  await stopped;
});

it('stopping ends though other processes go on storing: what they store is theirs to count', async () => {
  const { groups, submit, end, names } = desk(Array.from({ length: 3 }, () => () => ok(4000)));
  await submit(10);
  const stopped = groups.stop();
  await end(0);
  await end(1);
  await stopped;
  expect(names()).toEqual(['store', 'count']);
});
