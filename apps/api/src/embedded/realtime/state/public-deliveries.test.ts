import { expect, it } from 'vitest';
import { PublicDeliveries } from './public-deliveries.ts';

it('give one site its part of a second, and all sites together no more than all of it', () => {
  const deliveries = new PublicDeliveries({ deliveredBytesPerSecond: 250, siteBytesPerSecond: 100 });
  const take = (network: string | undefined, bytes: number, nowMs = 5_000) => deliveries.take(network, bytes, nowMs);
  expect([take('2001:db8:1:1', 60), take('2001:db8:1:2', 60), take('203.0.113.7', 100)]).toEqual([true, false, true]);
  expect([take(undefined, 90), take('198.51.100.9', 1)]).toEqual([true, false]);
  expect(take('2001:db8:1:2', 60, 6_000)).toBe(true);
});
