import { expect, it, vi } from 'vitest';
import { TopicQueues } from './topic-queues.ts';

it('keeps the order of a topic while other topics go on', async () => {
  const queues = new TopicQueues({ fullBytes: 1e6, onFull: () => undefined });
  const done: string[] = [];
  const { promise: blocked, resolve: release } = Promise.withResolvers<void>();
  const task =
    (name: string, after: Promise<void> = Promise.resolve()) =>
    async () => {
      await after;
      done.push(name);
    };
  queues.add('a', 1, task('a1', blocked));
  queues.add('a', 1, task('a2'));
  queues.add('b', 1, task('b1'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(done).toEqual(['b1']);
  expect(queues.waiting).toBe(2);
  release();
  await new Promise((resolve) => setImmediate(resolve));
  expect(done).toEqual(['b1', 'a1', 'a2']);
  expect(queues.waiting).toBe(0);
});

it('say when too much waits, by its bytes, and when it does not any more', async () => {
  const heard: boolean[] = [];
  const queues = new TopicQueues({ fullBytes: 10, onFull: (isFull) => heard.push(isFull) });
  const { promise: stuck, resolve: goOn } = Promise.withResolvers<void>();
  queues.add('a', 6, () => stuck);
  expect(heard).toEqual([]);
  queues.add('a', 6, () => Promise.resolve());
  queues.add('b', 6, () => stuck);
  expect(heard).toEqual([true]);
  goOn();
  await vi.waitFor(() => expect(queues.waiting).toBe(0));
  expect(heard).toEqual([true, false]);
});

it('forget what has not begun when they are cleared, and go on with nothing after what has', async () => {
  const queues = new TopicQueues({ fullBytes: 1e6, onFull: () => undefined });
  const { promise: stuck, resolve: goOn } = Promise.withResolvers<void>();
  const next = vi.fn(() => Promise.resolve());
  for (const topic of ['a', 'b']) {
    queues.add(topic, 5, () => stuck);
    queues.add(topic, 7, next);
  }
  queues.clear();
  expect([queues.waiting, queues.waitingBytes]).toEqual([2, 10]);
  goOn();
  await vi.waitFor(() => expect([queues.waiting, queues.waitingBytes]).toEqual([0, 0]));
  expect(next).not.toHaveBeenCalled();
});
