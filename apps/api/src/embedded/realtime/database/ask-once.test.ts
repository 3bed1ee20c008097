import { expect, it } from 'vitest';
import { askOnce } from './ask-once.ts';

const fail = () => Promise.reject(new Error('no database'));

it('asks once what many ask at the same time, and again when it was answered', async () => {
  const once = askOnce<number>();
  let asked = 0;
  const ask = async () => (asked += 1);
  expect(await Promise.all([once('a', ask), once('a', ask), once('b', ask), once('a', ask)])).toEqual([1, 1, 2, 1]);
  expect(await once('a', ask)).toBe(3);
});

it('hands a failure to all who asked, and asks again afterwards', async () => {
  const once = askOnce<number>();
  const answers = await Promise.allSettled([once('a', fail), once('a', fail)]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await once('a', async () => 1)).toBe(1);
});
