import { expect, it } from 'vitest';
import type { EncodedFrame } from '../protocol/server-frame.ts';
import { ReplayingMember } from './replaying-member.ts';

const frame = (text: string, messageId?: string): EncodedFrame => ({
  bytes: Buffer.from(text),
  isBinary: false,
  ...(messageId === undefined ? {} : { messageId }),
});

it('sends the past first, then what waited, and nothing twice', () => {
  const sent: string[] = [];
  const member = new ReplayingMember({ serializer: '2.0.0', send: ({ bytes }) => sent.push(String(bytes)) });
  member.send(frame('live b', 'b'));
  member.send(frame('live c', 'c'));
  member.send(frame('from a client'));
  expect(sent).toEqual([]);
  member.release([frame('old a', 'a'), frame('old b', 'b')]);
  member.send(frame('live a, late', 'a'));
  member.send(frame('live d', 'd'));
  member.send(frame('from a client'));
  expect(sent).toEqual(['old a', 'old b', 'live c', 'from a client', 'live d', 'from a client']);
});
