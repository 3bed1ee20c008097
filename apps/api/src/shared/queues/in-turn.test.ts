import { expect, it } from 'vitest';
import { InTurn } from './in-turn.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('runs so many at once and no more, one of each owner, whatever fails', async () => {
  const inTurn = new InTurn(2);
  const begun: string[] = [];
  const running: string[] = [];
  const together = new Set<string>();
  const run = (name: string) =>
    inTurn.run(name.charAt(0), async () => {
      begun.push(name);
      running.push(name);
      together.add(running.map((each) => each.charAt(0)).join(''));
      await turn();
      running.splice(running.indexOf(name), 1);
      if (name === 'a2') throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled(['a1', 'a2', 'a3', 'b1', 'c1', 'a4'].map((name) => run(name)));
  expect([...together].every((owners) => owners.length <= 2 && new Set(owners).size === owners.length)).toBe(true);
  expect(begun).toEqual(['a1', 'b1', 'c1', 'a2', 'a3', 'a4']);
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    ...Array.from({ length: 4 }, () => 'fulfilled'),
  ]);
});
