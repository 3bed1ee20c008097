import { expect, it } from 'vitest';
import { TopicQueues } from './topic-queues.ts';

it('keeps the order of a topic while other topics go on', async () => {
  const queues = new TopicQueues();
  const done: string[] = [];
  const { promise: blocked, resolve: release } = Promise.withResolvers<void>();
  const task =
    (name: string, after: Promise<void> = Promise.resolve()) =>
    async () => {
      await after;
      done.push(name);
    };
  queues.add('a', task('a1', blocked));
  queues.add('a', task('a2'));
  queues.add('b', task('b1'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(done).toEqual(['b1']);
  expect(queues.waiting).toBe(2);
  release();
  await new Promise((resolve) => setImmediate(resolve));
  expect(done).toEqual(['b1', 'a1', 'a2']);
  expect(queues.waiting).toBe(0);
});
