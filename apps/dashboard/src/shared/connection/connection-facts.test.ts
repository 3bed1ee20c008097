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
const clock = { nowMs: 1_200, timeOf: (ms: number) => `at ${ms}` };
const took = (lastMs: number) => ({ count: 1, lastMs, p50Ms: lastMs, p99Ms: lastMs, maxMs: lastMs });

it('says nothing that is not known', () => {
  expect(connectionFacts({ status: 'idle' }, nothingYet, { nowMs: 0, timeOf: () => null })).toEqual([]);
});

it('says since when, how fast and how sure', () => {
  const metrics = {
    ...nothingYet,
    roundTrip: took(12.4),
    commitToScreen: took(48.6),
    clock: { offsetMs: 3, errorMs: 7.2 },
    losses: { ...none, closed: 2, 'heartbeat-timeout': 1 },
  };
  const online = { status: 'online', attempt: 3, since: 5, isDoubted: false } as const;
  expect(connectionFacts(online, metrics, clock)).toEqual([
    { label: 'Since', value: 'at 5' },
    { label: 'Last answer', value: 'after 12 ms' },
    { label: 'Change to screen', value: '49 ms ± 8 ms' },
    { label: 'Interruptions', value: '3' },
  ]);
});

it.each([
  ['reconnecting', 'Next try'],
  ['offline', 'Next try'],
  ['polling', 'Next live try'],
] as const)('says how often it tried and when it does next while %s', (status, label) => {
  const lost = { status, attempt: 3, retryAt: 9_000, cause: 'refused', since: 5 } as const;
  const facts = (retryAt: number | null) => connectionFacts({ ...lost, retryAt }, nothingYet, clock).slice(1);
  expect(facts(9_000)).toEqual([
    { label: 'Attempts', value: '3' },
    { label, value: 'in 8 s' },
  ]);
  expect(facts(null)).toContainEqual({ label, value: 'now' });
});
