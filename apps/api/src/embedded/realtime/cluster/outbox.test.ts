import fastify from 'fastify';
import { expect, it } from 'vitest';
import { Outbox } from './outbox.ts';

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
      if (number === 1) for (const item of ['2', '3', '4']) outbox.add(item);
    },
  });
  outbox.add('1');
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
  outbox.add('1');
  await outbox.drained();
  outbox.add('2');
  await outbox.drained();
  expect(tries).toEqual([...Array.from({ length: 3 }, () => ({ number: 1, text: '[1]' })), { number: 2, text: '[2]' }]);
});

it('drops what waits when it is too much, and leaves a number out so that the others know', async () => {
  const sent: Sent[] = [];
  const { promise: stuck, resolve: goOn } = Promise.withResolvers<void>();
  const outbox = new Outbox({
    log,
    send: async (number, text) => {
      sent.push({ number, text: text.slice(0, 3) });
      if (number === 1) await stuck;
    },
  });
  outbox.add('1');
  await Promise.resolve();
  const large = 'x'.repeat(20_000_000);
  outbox.add(large);
  outbox.add(`y${large}`);
  goOn();
  await outbox.drained();
  expect(sent).toEqual([
    { number: 1, text: '[1]' },
    { number: 3, text: '[yx' },
  ]);
});
