import fastify from 'fastify';
import { expect, it } from 'vitest';
import { Outbox, PRESENCE_LINE, STATE_LINE } from './outbox.ts';

const { log } = fastify({ logger: false });

interface Sent {
  readonly number: number;
  readonly text: string;
}

it('sends the first at once and what comes meanwhile together, in order', async () => {
  const sent: Sent[] = [];
  const outbox = new Outbox({
    log,
    send: async (number, text) => {
      sent.push({ number, text });
      if (number === 1) for (const item of ['2', '3', '4']) outbox.add(item, STATE_LINE);
    },
  });
  outbox.add('1', STATE_LINE);
  await outbox.drained();
  expect(sent).toEqual([
    { number: 1, text: '[1]' },
    { number: 2, text: '[2,3,4]' },
  ]);
});

it('sends a batch again under its old number when that failed', async () => {
  const tries: Sent[] = [];
  const outbox = new Outbox({
    log,
    send: async (number, text) => {
      tries.push({ number, text });
      if (tries.length < 3) throw new Error('away');
    },
  });
  outbox.add('1', STATE_LINE);
  await outbox.drained();
  outbox.add('2', STATE_LINE);
  await outbox.drained();
  expect(tries).toEqual([...Array.from({ length: 3 }, () => ({ number: 1, text: '[1]' })), { number: 2, text: '[2]' }]);
});

it.each([STATE_LINE, `${PRESENCE_LINE}public`])(
  'drops what waits in %s when it is too much, and leaves a number out so that the others know',
  async (line) => {
    const sent: Sent[] = [];
    const { promise: stuck, resolve: goOn } = Promise.withResolvers<void>();
    const outbox = new Outbox({
      log,
      send: async (number, text) => {
        sent.push({ number, text: text.slice(0, 3) });
        if (number === 1) await stuck;
      },
    });
    outbox.add('1', line);
    await Promise.resolve();
    const large = 'x'.repeat(20_000_000);
    outbox.add(large, line);
    outbox.add(`y${large}`, line);
    goOn();
    await outbox.drained();
    expect(sent).toEqual([
      { number: 1, text: '[1]' },
      { number: 3, text: '[yx' },
    ]);
  },
);

/** An outbox whose first batch is under way until `goOn`, with the first two characters of each item sent after it. */
async function busyOutbox() {
  const sent: string[][] = [];
  const { promise: stuck, resolve: goOn } = Promise.withResolvers<void>();
  const outbox = new Outbox({
    log,
    send: async (number, text) => {
      if (number === 1) await stuck;
      else
        sent.push(
          text
            .slice(1, -1)
            .split(',')
            .map((item) => item.slice(0, 2)),
        );
    },
  });
  outbox.add('first', STATE_LINE);
  await Promise.resolve();
  return { outbox, sent, goOn };
}

it('lets no line wait for another, and keeps the order of each', async () => {
  const { outbox, sent, goOn } = await busyOutbox();
  const large = 'x'.repeat(300_000);
  for (let n = 1; n <= 3; n++) outbox.add(`p${n}${large}`, 'public');
  for (let n = 1; n <= 2; n++) outbox.add(`a${n}`, 'a');
  outbox.add('b1', 'b');
  goOn();
  await outbox.drained();
  expect(sent).toEqual([['p1'], ['a1', 'b1', 'p2'], ['a2', 'p3']]);
});

it('drops the longest line only when too much waits', async () => {
  const { outbox, sent, goOn } = await busyOutbox();
  outbox.add('a1', 'a');
  for (let n = 1; n <= 5; n++) outbox.add(`p${n}${'x'.repeat(9_000_000)}`, 'public');
  outbox.add('s1', STATE_LINE);
  goOn();
  await outbox.drained();
  expect(sent).toEqual([
    ['a1', 'p4'],
    ['s1', 'p5'],
  ]);
});
