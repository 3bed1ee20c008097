import { expect, it, vi } from 'vitest';
import type { EncodedFrame } from '../protocol/server-frame.ts';
import { sendChange } from './change-frames.ts';
import type { JudgedChange } from './judge-changes.ts';
import type { Subscription } from './subscription.ts';

const readers: 'authenticated'[] = ['authenticated'];
const columns = ['id', 'long', 'a', 'b'].map((name) => {
  return { name, type: 'text', castType: 'text', isKey: name === 'id', readers };
});

/** A change of a row of 600 kB, and who is to hear of it. */
function judgedFor(subscriptions: readonly Subscription[]): JudgedChange {
  return {
    change: { type: 'INSERT', tableOid: 1, committedAtMs: 0, transactionId: 1, row: null, oldRow: null },
    table: { oid: 1, schema: 'public', name: 't', isRowSecure: true, columns },
    row: new Map([
      ['id', '1'],
      ['long', `"${'x'.repeat(600_000)}"`],
      ['a', '2'],
      ['b', '3'],
    ]),
    oldRow: new Map(),
    isCut: false,
    recipients: new Map(
      subscriptions.map((subscription) => [subscription, { claims: subscription.subscriber.claims, error: null }]),
    ),
  };
}

function subscribe(id: number, topic: string, select: string[] | null, send: (frame: EncodedFrame) => void) {
  const claims = { role: 'authenticated' as const, exp: 0 };
  const subscriber = { topic, member: { serializer: '2.0.0' as const, send }, claims, network: 'n', changeCount: 1 };
  return { subscriber, request: { id, event: '*' as const, schema: 'public', table: 't', filters: [], select } };
}

const missed = () => {
  throw new Error('Nobody got another token.');
};

it('makes one frame for all who are told the same, and each his own for who wants other columns', async () => {
  const frames: EncodedFrame[] = [];
  const hear = (frame: EncodedFrame) => void frames.push(frame);
  const wishes = [subscribe(1, 't', ['a'], hear), subscribe(1, 't', ['a'], hear), subscribe(1, 't', ['b'], hear)];
  await sendChange(judgedFor(wishes), { isThere: () => true, missed });
  expect(new Set(frames).size).toBe(2);
  const records = frames.map(({ bytes }) => /"record":(\{[^}]*\})/.exec(bytes.toString())?.[1]);
  expect(records).toEqual(['{"id":1,"a":2}', '{"id":1,"a":2}', '{"id":1,"b":3}']);
});

it('lets others have their turn while it sends much, and makes nothing for who has gone meanwhile', async () => {
  const heard: string[] = [];
  let hasGone = false;
  setImmediate(() => (hasGone = true));
  const wishes = Array.from({ length: 20 }, (_, n) => subscribe(n, `t${n}`, null, () => void heard.push(`t${n}`)));
  await sendChange(judgedFor(wishes), { isThere: ({ topic }) => !hasGone || topic === 't19', missed });
  expect(heard.length).toBeGreaterThan(1);
  expect(heard.length).toBeLessThan(20);
  expect(heard.at(-1)).toBe('t19');
});

it('writes nothing down for who has gone', async () => {
  const judged = judgedFor([subscribe(1, 't', ['a'], () => undefined)]);
  const read = vi.spyOn(judged.row, 'get');
  await sendChange(judged, { isThere: () => false, missed });
  expect(read).not.toHaveBeenCalled();
});
