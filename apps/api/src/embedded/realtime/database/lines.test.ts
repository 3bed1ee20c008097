import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { Lines } from './lines.ts';

function takeAll(lines: Lines<string>): string[] {
  const taken: string[] = [];
  for (let item = lines.take(); item !== undefined; item = lines.take()) taken.push(item);
  return taken;
}

it('gives each owner a turn before anybody has a second one', () => {
  const lines = new Lines<string>();
  for (const item of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) lines.add(item.charAt(0), item);
  expect(takeAll(lines)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
});

it('lets what stands in several lines leave them all, at the first turn that comes', () => {
  const lines = new Lines<string>();
  for (const item of ['a1', 'a2', 'shared']) lines.add('a', item);
  lines.add('b', 'shared');
  expect([lines.size, lines.has('shared')]).toEqual([3, true]);
  expect(takeAll(lines)).toEqual(['a1', 'shared', 'a2']);
  expect([lines.size, lines.has('shared')]).toEqual([0, false]);
});

it('serves what was put back first, in its order', () => {
  const lines = new Lines<string>();
  for (const item of ['a1', 'a2', 'b1']) lines.add(item.charAt(0), item);
  const taken = [lines.take() ?? '', lines.take() ?? ''];
  lines.putBack(taken);
  expect([lines.size, ...takeAll(lines)]).toEqual([3, 'a1', 'b1', 'a2']);
});

it('gives out everything once, each line in order, and lets nobody wait for more than one item of each other', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(4), { maxLength: 60 }), (owners) => {
      const lines = new Lines<string>();
      owners.forEach((owner, index) => lines.add(`${owner}`, `${owner}:${index}`));
      const taken = takeAll(lines);
      expect(taken.toSorted()).toEqual(owners.map((owner, index) => `${owner}:${index}`).toSorted());
      for (const owner of new Set(owners)) {
        const places = taken.flatMap((item, place) => (item.startsWith(`${owner}:`) ? [place] : []));
        expect(places.map((place) => taken[place])).toEqual(
          owners.flatMap((other, index) => (other === owner ? [`${owner}:${index}`] : [])),
        );
        places.forEach((place, turn) => expect(place).toBeLessThan((turn + 1) * new Set(owners).size));
      }
    }),
  );
});
