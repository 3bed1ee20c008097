import { expect, it } from 'vitest';
import { channelOf } from '../testing/channel-of.ts';
import { SubscriptionBook } from './subscription-book.ts';

const member = { serializer: '2.0.0', send: () => undefined } as const;
const request = { id: 1, event: '*', schema: 'public', table: 'menus', filters: [], select: null } as const;

function subscriberOf(network: string, changeCount: number) {
  return channelOf({ name: 'menus', isPrivate: false }, member, { network, changeCount });
}

it('has room for so many entries of a site, and of all, and again for those that have left', () => {
  const book = new SubscriptionBook({ changes: 30, changesPerSite: 20 });
  const add = (subscriber: ReturnType<typeof subscriberOf>) => book.add(subscriber, [{ subscriber, request }]);
  const isFullFor = (network: string, changeCount: number) => book.isFullFor(subscriberOf(network, changeCount));
  const first = subscriberOf('2001:db8:1:1', 15);
  add(first);
  // One that subscribes again has what it asked for last.
  add(first);
  expect([isFullFor('2001:db8:1:2', 5), isFullFor('2001:db8:1:2', 6)]).toEqual([false, true]);
  add(subscriberOf('203.0.113.7', 10));
  expect([isFullFor('198.51.100.9', 5), isFullFor('198.51.100.9', 6)]).toEqual([false, true]);
  expect([book.remove(first), book.remove(first)]).toEqual([true, false]);
  expect([isFullFor('2001:db8:1:2', 20), isFullFor('2001:db8:1:2', 21)]).toEqual([false, true]);
});
