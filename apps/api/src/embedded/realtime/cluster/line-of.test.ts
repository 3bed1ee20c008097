import { expect, it } from 'vitest';
import { lineOf } from './line-of.ts';
import { STATE_LINE } from './outbox.ts';
import type { OutgoingItem } from './relay-item.ts';

function broadcastOn(name: string, isPrivate: boolean): OutgoingItem {
  const broadcast = { kind: 'json', topic: `realtime:${name}`, payloadJson: '{}' } as const;
  return { kind: 'broadcast', isService: false, key: { name, isPrivate }, broadcast };
}

const presenceOn = (name: string, isPrivate: boolean): OutgoingItem => ({
  kind: 'presence',
  change: { key: { name, isPrivate }, joins: [], leaves: [] },
});

it('keeps each tenant out of the others’ way, and strangers’ topics out of everybody’s', () => {
  const [mine, yours] = ['1c1a0000-0000-4000-8000-000000000001', '9f000000-0000-4000-8000-000000000001'];
  const lines = [
    lineOf(broadcastOn(`tenant:${mine}`, true)),
    lineOf(broadcastOn(`tenant:${yours}`, true)),
    lineOf(broadcastOn('one', false)),
    lineOf(broadcastOn('other', false)),
    lineOf({ kind: 'bye' }),
    lineOf(presenceOn(`tenant:${mine}`, true)),
    lineOf(presenceOn('one', false)),
  ];
  expect(new Set(lines).size).toBe(6);
  expect(lines[2]).toBe(lines[3]);
  expect(lines[4]).toBe(STATE_LINE);
});
