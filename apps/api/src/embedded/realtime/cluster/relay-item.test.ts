import * as fc from 'fast-check';
import fastify from 'fastify';
import { expect, it } from 'vitest';
import { PresenceBook, type PresenceChange } from '../state/presence-book.ts';
import { PresenceElsewhere } from '../state/presence-elsewhere.ts';
import { channelOf } from '../testing/channel-of.ts';
import { lineOf } from './line-of.ts';
import { Outbox } from './outbox.ts';
import { readItems, toOutbox, type OutgoingItem } from './relay-item.ts';

const { log } = fastify({ logger: false });
const key = { name: 'tenant:1:kitchen', isPrivate: true };

const channelOfPerson = (presenceKey: string) =>
  channelOf(key, { serializer: '2.0.0', send: () => undefined }, { presenceKey });

const step = fc.oneof(
  fc.record({ kind: fc.constantFrom('track', 'untrack'), who: fc.nat(2), says: fc.nat(2) }),
  fc.record({ kind: fc.constantFrom('state', 'hello', 'send') }),
);

it('whoever comes and goes while a state waits, the other process then knows who is there', async () => {
  const check = fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
    let refs = 0;
    const book = new PresenceBook(() => `ref ${(refs += 1)}`);
    const elsewhere = new PresenceElsewhere();
    const channels = ['Ada', 'Bo', 'Cy'].map(channelOfPerson);
    const outbox = new Outbox({
      log,
      send: async (_number, text) => {
        await new Promise((resolve) => setImmediate(resolve));
        for (const item of readItems(text)) {
          if (item.kind === 'presence') elsewhere.apply('here', item.change);
          if (item.kind === 'state') elsewhere.replace('here', item.presents);
        }
      },
    });
    const publish = (item: OutgoingItem) => outbox.add(toOutbox(item), lineOf(item));
    const tell = (change: PresenceChange | null) => change && publish({ kind: 'presence', change });
    for (const each of steps) {
      const channel = 'who' in each ? channels[each.who] : undefined;
      if (channel && 'says' in each && each.kind === 'track') tell(book.track(channel, { says: each.says }));
      else if (channel) tell(book.untrack(channel));
      else if (each.kind === 'state') publish({ kind: 'state', to: 'there', presents: () => book.all() });
      else if (each.kind === 'hello') publish({ kind: 'hello' });
      else await new Promise((resolve) => setImmediate(resolve));
    }
    await outbox.drained();
    expect([...elsewhere.presentOn(key)].map(({ ref }) => ref).toSorted()).toEqual(
      book
        .presentOn(key)
        .map(({ ref }) => ref)
        .toSorted(),
    );
  });
  await fc.assert(check);
});
