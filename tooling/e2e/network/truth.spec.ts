import { expect, test } from '@playwright/test';
import { liesIn, type History } from './truth.ts';

const live = (atMs: number, edition = 1) => ({ atMs, label: 'Live', edition });
const away = (atMs: number, edition = 1) => ({ atMs, label: 'Reconnecting', edition });
const opened = { atMs: 0, fact: 'opened' } as const;

const cases: readonly { readonly name: string; readonly history: History; readonly lies: readonly string[] }[] = [
  {
    name: 'nothing where a loss is admitted, and Live comes back with what was stored meanwhile',
    history: {
      sightings: [live(10), away(1_100), live(9_000, 2)],
      line: [opened, { atMs: 1_000, fact: 'refusing' }, { atMs: 8_000, fact: 'mended' }],
      saves: [{ atMs: 5_000, edition: 2 }],
    },
    lies: [],
  },
  {
    name: 'Live long after the line was lost',
    history: {
      sightings: [live(10), away(5_000), live(9_000)],
      line: [opened, { atMs: 1_000, fact: 'cut' }],
      saves: [],
    },
    lies: ['Live for more than 3000 ms on a line that was cut'],
  },
  {
    name: 'Live on a half-open line beyond beat and deadline',
    history: {
      sightings: [live(10), away(30_000), live(31_000)],
      line: [opened, { atMs: 1_000, fact: 'half-open' }, { atMs: 25_000, fact: 'mended' }],
      saves: [],
    },
    lies: ['Live for more than 23000 ms on a line that was half-open'],
  },
  {
    name: 'Live again while nobody listens',
    history: {
      sightings: [live(10), away(1_100), live(2_000), away(2_100), live(9_000)],
      line: [opened, { atMs: 1_000, fact: 'refusing' }, { atMs: 8_000, fact: 'mended' }],
      saves: [],
    },
    lies: ['Live again while the line was still refusing'],
  },
  {
    name: 'Live before what was stored is on screen',
    history: {
      sightings: [live(10), away(1_100), live(8_500), live(8_501, 2)],
      line: [opened, { atMs: 1_000, fact: 'refusing' }, { atMs: 8_000, fact: 'mended' }],
      saves: [{ atMs: 5_000, edition: 2 }],
    },
    lies: ['Live with edition 1 on screen, when 2 had been stored'],
  },
  {
    name: 'an older edition after a newer',
    history: { sightings: [live(10, 2), live(20, 1)], line: [opened], saves: [] },
    lies: ['edition 1 after 2'],
  },
];

for (const { name, history, lies } of cases) {
  test(`finds ${name}`, () => {
    expect(liesIn(history)).toEqual(lies);
  });
}
