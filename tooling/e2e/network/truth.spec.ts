import { expect, test } from '@playwright/test';
import { liesIn, type History } from './truth.ts';

const live = (atMs: number, edition = 1) => ({ atMs, label: 'Live', edition });
const away = (atMs: number, edition = 1) => ({ atMs, label: 'Reconnecting', edition });
const saying = (label: string, index: number) => ({ atMs: (index + 1) * 1_000, label, edition: 1 });
const opened = { atMs: 0, fact: 'opened' } as const;

const cases: readonly { readonly name: string; readonly history: History; readonly lies: readonly string[] }[] = [
  {
    name: 'nothing where a loss is admitted, and Live comes back with what was stored meanwhile',
    history: {
      sightings: [live(10), away(1_100), live(9_000, 2)],
      events: [opened, { atMs: 1_000, fact: 'refusing' }, { atMs: 8_000, fact: 'mended' }],
      saves: [{ atMs: 5_000, edition: 2 }],
    },
    lies: [],
  },
  {
    name: 'Live long after the line was lost',
    history: {
      sightings: [live(10), away(5_000), live(9_000)],
      events: [opened, { atMs: 1_000, fact: 'cut' }],
      saves: [],
    },
    lies: ['Live for more than 3000 ms over what was cut'],
  },
  {
    name: 'Live on a half-open line beyond beat and deadline',
    history: {
      sightings: [live(10), away(30_000), live(31_000)],
      events: [opened, { atMs: 1_000, fact: 'half-open' }, { atMs: 25_000, fact: 'mended' }],
      saves: [],
    },
    lies: ['Live for more than 23000 ms over what was half-open'],
  },
  {
    name: 'Live again while nobody listens',
    history: {
      sightings: [live(10), away(1_100), live(2_000), away(2_100), live(9_000)],
      events: [opened, { atMs: 1_000, fact: 'refusing' }, { atMs: 8_000, fact: 'mended' }],
      saves: [],
    },
    lies: ['Live again over what was still refusing'],
  },
  {
    name: 'Live before what was stored is on screen',
    history: {
      sightings: [live(10), away(1_100), live(8_500), live(8_501, 2)],
      events: [opened, { atMs: 1_000, fact: 'refusing' }, { atMs: 8_000, fact: 'mended' }],
      saves: [{ atMs: 5_000, edition: 2 }],
    },
    lies: ['Live with edition 1 on screen, when 2 had been stored'],
  },
  {
    name: 'Live over an API that was stopped',
    history: {
      sightings: [live(10), away(5_000), live(9_000)],
      events: [
        { atMs: 1_000, fact: 'stopped' },
        { atMs: 8_000, fact: 'started' },
      ],
      saves: [],
    },
    lies: ['Live for more than 3000 ms over what was stopped'],
  },
  {
    name: 'Live again over an API that has not been started, also where the loss was admitted before',
    history: {
      sightings: [live(10), away(900), live(2_000), away(2_100), live(9_000)],
      events: [
        { atMs: 800, fact: 'stopping' },
        { atMs: 1_000, fact: 'stopped' },
        { atMs: 8_000, fact: 'started' },
      ],
      saves: [],
    },
    lies: ['Live again over what was still stopped'],
  },
  {
    name: 'Live before what was stored before the loss was admitted is on screen',
    history: {
      sightings: [live(10), away(9_000), live(9_500), live(9_600, 2)],
      events: [
        { atMs: 1_000, fact: 'half-open' },
        { atMs: 1_100, fact: 'mended' },
      ],
      saves: [{ atMs: 2_000, edition: 2 }],
    },
    lies: ['Live with edition 1 on screen, when 2 had been stored'],
  },
  {
    name: 'nothing where a database came back below a line that stands',
    history: {
      sightings: [live(10), live(9_000, 2)],
      events: [
        { atMs: 1_000, fact: 'crashed' },
        { atMs: 5_000, fact: 'recovered' },
      ],
      saves: [{ atMs: 5_000, edition: 2 }],
    },
    lies: [],
  },
  {
    name: 'Live without what was stored after the database had come back',
    history: {
      sightings: [live(10), live(16_000, 2)],
      events: [
        { atMs: 1_000, fact: 'crashed' },
        { atMs: 5_000, fact: 'recovered' },
      ],
      saves: [{ atMs: 5_000, edition: 2 }],
    },
    lies: ['Live without edition 2 for more than 10000 ms after it was stored'],
  },
  {
    name: 'nothing in a page that sleeps, nor in one that asks when it wakes',
    history: {
      sightings: [live(10), away(105_000), live(106_000, 2)],
      events: [
        { atMs: 1_000, fact: 'asleep' },
        { atMs: 2_000, fact: 'half-open' },
        { atMs: 50_000, fact: 'mended' },
        { atMs: 100_000, fact: 'awake' },
      ],
      saves: [{ atMs: 5_000, edition: 2 }],
    },
    lies: [],
  },
  {
    name: 'Live over a line that died asleep, long after waking',
    history: {
      sightings: [live(10), away(109_000), live(110_000, 2)],
      events: [
        { atMs: 1_000, fact: 'asleep' },
        { atMs: 99_000, fact: 'half-open' },
        { atMs: 99_500, fact: 'mended' },
        { atMs: 100_000, fact: 'awake' },
      ],
      saves: [],
    },
    lies: ['Live for more than 9000 ms over what was half-open'],
  },
  {
    name: 'Live without what was stored while it slept, long after waking',
    history: {
      sightings: [live(10), live(109_000, 2)],
      events: [
        { atMs: 1_000, fact: 'asleep' },
        { atMs: 100_000, fact: 'awake' },
      ],
      saves: [{ atMs: 5_000, edition: 2 }],
    },
    lies: ['Live without edition 2 for more than 103000 ms after it was stored'],
  },
  {
    name: 'trouble where there is none',
    history: {
      sightings: ['Connecting', 'Catching up', 'Live', 'Reconnecting in 3 s', 'Live'].map(saying),
      events: [opened],
      saves: [],
    },
    lies: ['Reconnecting, which was not so'],
  },
  {
    name: 'another trouble than there is',
    history: {
      sightings: ['Live', 'Reconnecting', 'Polling', 'Offline', 'Sign-in needed', 'Live'].map(saying),
      events: [opened, { atMs: 1_100, fact: 'stopped' }, { atMs: 4_900, fact: 'started' }],
      saves: [],
    },
    lies: ['Polling, which was not so', 'Offline, which was not so', 'Sign-in needed, which was not so'],
  },
  {
    name: 'nothing in a page that asks over HTTP until a socket is tried again',
    history: {
      sightings: ['Live', 'Reconnecting', 'Polling', 'Live'].map(saying),
      events: [opened, { atMs: 1_100, fact: 'stopped' }, { atMs: 2_500, fact: 'started' }],
      saves: [],
    },
    lies: [],
  },
  {
    name: 'an older edition after a newer',
    history: { sightings: [live(10, 2), live(20, 1)], events: [opened], saves: [] },
    lies: ['edition 1 after 2'],
  },
];

for (const { name, history, lies } of cases) {
  test(`finds ${name}`, () => {
    expect(liesIn(history)).toEqual(lies);
  });
}
