import { expect, it } from 'vitest';
import { TokenKeeper } from './token-keeper.ts';

/** A keeper, and each question that it asked, to be answered in any order. */
function setUp() {
  const questions: { refresh: boolean; answer: (token: string | null) => void; fail: (reason: Error) => void }[] = [];
  const keeper = new TokenKeeper(({ refresh }) => {
    const { promise, resolve, reject } = Promise.withResolvers<string | null>();
    questions.push({ refresh, answer: resolve, fail: reject });
    return promise;
  });
  return { keeper, questions };
}

it('asks once for all who want it at the same moment, and anew for the next', async () => {
  const { keeper, questions } = setUp();
  const both = Promise.all([keeper.ask(), keeper.ask()]);
  questions[0]?.answer('first');
  expect(await both).toEqual(['first', 'first']);
  expect(keeper.latest).toBe('first');
  const next = keeper.ask();
  questions[1]?.answer('second');
  expect([await next, questions.length]).toEqual(['second', 2]);
});

it('answers everybody with the new token while it is renewed', async () => {
  const { keeper, questions } = setUp();
  const renewed = keeper.refresh();
  const asked = keeper.ask();
  expect(questions.map(({ refresh }) => refresh)).toEqual([true]);
  questions[0]?.answer('new');
  expect(await Promise.all([renewed, asked])).toEqual(['new', 'new']);
});

it('does not let a slow answer to an earlier question bring the refused token back', async () => {
  const { keeper, questions } = setUp();
  const slow = keeper.ask();
  const renewed = keeper.refresh();
  questions[1]?.answer('new');
  await renewed;
  questions[0]?.answer('refused');
  await slow;
  expect(keeper.latest).toBe('new');
});

it('keeps the last token when the next could not be asked for, and asks again', async () => {
  const { keeper, questions } = setUp();
  const first = keeper.ask();
  questions[0]?.answer('first');
  await first;
  const second = keeper.refresh();
  questions[1]?.fail(new Error('no network'));
  await expect(second).rejects.toThrow('no network');
  expect(keeper.latest).toBe('first');
  void keeper.refresh();
  expect(questions).toHaveLength(3);
});
