import { expect, it } from 'vitest';
import { connectionSide } from './connection-sides.ts';
import { buildConnections } from './testing/build-rollout.ts';

const { groups } = buildConnections();

it('has the numbers of one batch as they are', () => {
  expect(connectionSide(groups, 'editor', 3)).toEqual({ numbers: groups[2]?.numbers, isJoined: false });
  expect(connectionSide(groups, 'editor', 9)).toBeUndefined();
});

it('adds counts of several batches, weighs drops by hours, and tells the largest percentile as a bound', () => {
  const all = connectionSide(groups, 'editor', null);
  expect(all?.isJoined).toBe(true);
  expect(all?.numbers).toMatchObject({ hoursOnline: 269, polling: 5, recoverP95Ms: 1800 });
  expect(all?.numbers.dropsPerHundredHours).toBeCloseTo((48 * 2 + 120 * 2 + 101 * 2.1) / 269, 6);
});
