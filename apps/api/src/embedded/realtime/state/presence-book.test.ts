import { expect, it } from 'vitest';
import { channelOf } from '../testing/channel-of.ts';
import { PresenceBook } from './presence-book.ts';

const channel = channelOf({ name: 'hall', isPrivate: false }, { serializer: '2.0.0', send: () => undefined });
const said = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

it('takes what is said again for no change, however deep it goes', () => {
  const book = new PresenceBook(() => 'r');
  expect(book.track(channel, { says: said(4_000) })).toMatchObject({ joins: [{ ref: 'r' }], leaves: [] });
  expect(book.track(channel, { says: said(4_000) })).toBeNull();
  expect(book.track(channel, { says: said(3_999) })).toMatchObject({ joins: [{ ref: 'r' }], leaves: [{ ref: 'r' }] });
});
