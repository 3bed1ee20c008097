import { err, ok } from '@blunari/schema/result';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { Batches } from './batches.ts';

const asker = { id: 'somebody', isKnown: true };
const keyOf = String;
const turn = () => new Promise((resolve) => setImmediate(resolve));

it('asks a crowd in a few batches, never more at once than allowed, and answers each with its own', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 200 }), fc.integer({ min: 1, max: 20 }), async (gaps, size) => {
      let underWay = 0;
      let most = 0;
      let asked = 0;
      let key = 0;
      const batches = new Batches<number, number>({
        batchSize: size,
        concurrency: 2,
        waitMs: 10_000,
        keyOf: () => `${(key += 1)}`,
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
        answers.push(batches.ask(question, asker));
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
    keyOf,
    ask: async (questions) => {
      asked.push([...questions]);
      if (asked.length === 1) void batches.ask('later', asker);
      return questions.includes('slow') ? err('ask_alone') : ok(questions);
    },
  });
  const answers = await Promise.all(['a', 'slow', 'b'].map((question) => batches.ask(question, asker)));
  expect(answers).toEqual([ok('a'), err('unavailable'), ok('b')]);
  expect(asked).toEqual([['a', 'slow', 'b'], ['later'], ['a'], ['slow'], ['b']]);
});

it('tells all of a batch when nobody can be asked, and whoever waited too long for that', async () => {
  const { promise: stuck, resolve: goOn } = Promise.withResolvers<void>();
  const batches = new Batches<number, number>({
    batchSize: 2,
    concurrency: 1,
    waitMs: 5,
    keyOf,
    ask: async () => {
      await stuck;
      return err('unavailable');
    },
  });
  const answers = [1, 2, 3].map((question) => batches.ask(question, asker));
  await new Promise((resolve) => setTimeout(resolve, 20));
  goOn();
  expect(await Promise.all(answers)).toEqual([err('unavailable'), err('unavailable'), err('unavailable')]);
});

/** Batches of four, one at a time; what was asked so far is in `asked`. */
function recordingBatches() {
  const asked: string[][] = [];
  const batches = new Batches<string, string>({
    batchSize: 4,
    concurrency: 1,
    waitMs: 10_000,
    keyOf,
    ask: async (questions) => {
      asked.push([...questions]);
      await turn();
      return ok(questions);
    },
  });
  return { batches, asked };
}

const known = (id: string) => ({ id, isKnown: true });
const stranger = (id: string) => ({ id, isKnown: false });

it('lets no crowd of one asker keep another waiting for more than a turn', async () => {
  const { batches, asked } = recordingBatches();
  const flood = Array.from({ length: 20 }, (_, n) => batches.ask(`flood ${n}`, stranger('flood')));
  await turn();
  const late = batches.ask('guest', stranger('guest'));
  await Promise.all([...flood, late]);
  expect(asked[1]).toContain('guest');
  expect(asked.flat()).toHaveLength(21);
});

it('keeps a quarter of each batch for strangers and the rest for who is known, while both wait', async () => {
  const { batches, asked } = recordingBatches();
  const people = Array.from({ length: 6 }, (_, n) => batches.ask(`p${n}`, known(`p${n}`)));
  const guests = Array.from({ length: 6 }, (_, n) => batches.ask(`g${n}`, stranger(`g${n}`)));
  await Promise.all([...people, ...guests]);
  expect(asked).toEqual([
    ['p0', 'p1', 'p2', 'g0'],
    ['p3', 'p4', 'p5', 'g1'],
    ['g2', 'g3', 'g4', 'g5'],
  ]);
});

it('asks what several ask only once, as soon as it is the turn of any of them', async () => {
  const { batches, asked } = recordingBatches();
  const flood = Array.from({ length: 12 }, (_, n) => batches.ask(`flood ${n}`, stranger('flood')));
  const shared = ['flood', 'guest', 'other'].map((id) => batches.ask('shared', stranger(id)));
  expect(await Promise.all(shared)).toEqual([ok('shared'), ok('shared'), ok('shared')]);
  await Promise.all(flood);
  expect(asked[0]).toEqual(['flood 0', 'shared', 'flood 1', 'flood 2']);
  expect(asked.flat().filter((question) => question === 'shared')).toHaveLength(1);
});
