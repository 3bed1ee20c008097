import { err, ok } from '@blunari/schema/result';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { Batches } from './batches.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('asks a crowd in a few batches, never more at once than allowed, and answers each with its own', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 200 }), fc.integer({ min: 1, max: 20 }), async (gaps, size) => {
      let underWay = 0;
      let most = 0;
      let asked = 0;
      const batches = new Batches<number, number>({
        batchSize: size,
        concurrency: 2,
        waitMs: 10_000,
        ask: async (questions) => {
          expect(questions.length).toBeLessThanOrEqual(size);
          asked += 1;
          underWay += 1;
          most = Math.max(most, underWay);
          await turn();
          underWay -= 1;
          // A slow policy: only the first half is answered.
          return ok(questions.slice(0, Math.ceil(questions.length / 2)).map((question) => question * 2));
        },
      });
      const answers: Promise<unknown>[] = [];
      for (const [question, gap] of gaps.entries()) {
        for (let n = 0; n < gap; n++) await turn();
        answers.push(batches.ask(question));
      }
      expect(await Promise.all(answers)).toEqual(gaps.map((_, question) => ok(question * 2)));
      expect(most).toBeLessThanOrEqual(2);
      expect(asked).toBeLessThanOrEqual(gaps.length);
    }),
    { numRuns: 40 },
  );
});

it('asks alone whatever was too slow together, after all others, and fails the slow one only', async () => {
  const asked: string[][] = [];
  const batches = new Batches<string, string>({
    batchSize: 10,
    concurrency: 1,
    waitMs: 10_000,
    ask: async (questions) => {
      asked.push([...questions]);
      if (asked.length === 1) void batches.ask('later');
      return questions.includes('slow') ? err('too_slow') : ok(questions);
    },
  });
  const answers = await Promise.all(['a', 'slow', 'b'].map((question) => batches.ask(question)));
  expect(answers).toEqual([ok('a'), err('unavailable'), ok('b')]);
  expect(asked).toEqual([['a', 'slow', 'b'], ['later'], ['a'], ['slow'], ['b']]);
});

it('tells all of a batch when nobody can be asked, and whoever waited too long for that', async () => {
  const { promise: stuck, resolve: goOn } = Promise.withResolvers<void>();
  const batches = new Batches<number, number>({
    batchSize: 2,
    concurrency: 1,
    waitMs: 5,
    ask: async () => {
      await stuck;
      return err('unavailable');
    },
  });
  const answers = [1, 2, 3].map((question) => batches.ask(question));
  await new Promise((resolve) => setTimeout(resolve, 20));
  goOn();
  expect(await Promise.all(answers)).toEqual([err('unavailable'), err('unavailable'), err('unavailable')]);
});
