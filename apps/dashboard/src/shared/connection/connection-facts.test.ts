import type { RealtimeMetrics } from '@blunari/realtime';
import { expect, it } from 'vitest';
import { connectionFacts } from './connection-facts.ts';

const none = { refused: 0, closed: 0, 'connect-timeout': 0, 'heartbeat-timeout': 0 } as const;
const nothingYet: RealtimeMetrics = {
  connect: null,
  roundTrip: null,
  commitToScreen: null,
  clock: null,
  connects: 0,
  losses: none,
  failures: none,
  sentBytes: 0,
  receivedBytes: 0,
};
const took = (lastMs: number) => ({ count: 1, lastMs, p50Ms: lastMs, p99Ms: lastMs, maxMs: lastMs });

it('says nothing that is not known', () => {
  expect(connectionFacts({ status: 'idle' }, nothingYet, () => null)).toEqual([]);
});

it('says since when, how fast and how sure', () => {
  const metrics = {
    ...nothingYet,
    roundTrip: took(12.4),
    commitToScreen: took(48.6),
    clock: { offsetMs: 3, errorMs: 7.2 },
    losses: { ...none, closed: 2, 'heartbeat-timeout': 1 },
  };
  const online = { status: 'online', attempt: 1, since: 5, isDoubted: false } as const;
  expect(connectionFacts(online, metrics, (ms) => `at ${ms}`)).toEqual([
    { label: 'Since', value: 'at 5' },
    { label: 'Last answer', value: 'after 12 ms' },
    { label: 'Change to screen', value: '49 ms ± 8 ms' },
    { label: 'Attempts', value: '1' },
    { label: 'Interruptions', value: '3' },
  ]);
});
