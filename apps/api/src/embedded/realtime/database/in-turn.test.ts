import { expect, it } from 'vitest';
import { InTurn } from './in-turn.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('runs so many at once and no more, each owner in turn, whatever fails', async () => {
  const inTurn = new InTurn(2);
  const begun: string[] = [];
  let running = 0;
  let most = 0;
  const run = (name: string) =>
    inTurn.run(name.charAt(0), async () => {
      begun.push(name);
      running += 1;
      most = Math.max(most, running);
      await turn();
      running -= 1;
      if (name === 'a2') throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled(['a1', 'a2', 'a3', 'a4', 'a5', 'b1'].map((name) => run(name)));
  expect(most).toBe(2);
  expect(begun).toEqual(['a1', 'a2', 'a3', 'b1', 'a4', 'a5']);
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    ...Array.from({ length: 4 }, () => 'fulfilled'),
  ]);
});
