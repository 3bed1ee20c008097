import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RealtimeLimits } from '../limits.ts';
import { goTo } from '../testing/go-to.ts';
import { allowedPart, Networks } from './networks.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const [office, elsewhere] = ['203.0.113.7', '198.51.100.9'];

const wide = { sockets: 9, channels: 9, joinsPerTenSeconds: 9, framesPerSecond: 9, frameBytesPerSecond: 900 };

function networksWith(limits: Partial<RealtimeLimits['network']>): Networks {
  return new Networks({ network: { ...wide, ...limits }, siteShares: 2 });
}

it('let each network have its sockets, and another for each that leaves', () => {
  const networks = networksWith({ sockets: 2, joinsPerTenSeconds: 1 });
  expect([networks.enter(office), networks.enter(office), networks.enter(office)]).toEqual([true, true, false]);
  expect(networks.enter(elsewhere)).toBe(true);
  networks.leave(office);
  expect([networks.enter(office), networks.enter(office)]).toEqual([true, false]);
});

it('count the joins of each network by windows of ten seconds, whichever sockets they come from', () => {
  const networks = networksWith({ sockets: 1, joinsPerTenSeconds: 2 });
  networks.enter(office);
  const taken = [networks.takeJoin(office), networks.takeJoin(office)];
  networks.leave(office);
  networks.enter(office);
  goTo(9_999);
  expect([...taken, networks.takeJoin(office), networks.takeJoin(elsewhere)]).toEqual([true, true, false, true]);
  goTo(10_000);
  expect(networks.takeJoin(office)).toBe(true);
});

it('let each network have its channels, and a site what two of them have', () => {
  const networks = networksWith({ channels: 2 });
  const join = (network: string) => {
    const isFull = networks.hasAllChannels(network);
    if (!isFull) networks.join(network);
    return !isFull;
  };
  expect([join(office), join(office), join(office), join(elsewhere)]).toEqual([true, true, false, true]);
  networks.part(office);
  expect([join(office), join(office)]).toEqual([true, false]);
  expect([1, 1, 1, 2, 2, 3].map((n) => join(networkOfSite(n)))).toEqual([true, true, false, true, true, false]);
});

const networkOfSite = (n: number) => `2001:db8:1:${n}`;

it('give a site of many networks what two of them have', () => {
  const networks = networksWith({ sockets: 2, joinsPerTenSeconds: 2 });
  const entered = [1, 1, 1, 2, 2, 3].map((n) => networks.enter(networkOfSite(n)));
  expect(entered).toEqual([true, true, false, true, true, false]);
  networks.leave(networkOfSite(1));
  expect([networks.enter(networkOfSite(3)), networks.enter('2001:db8:2:1')]).toEqual([true, true]);
  expect([1, 2, 3, 4, 5].map((n) => networks.takeJoin(networkOfSite(n)))).toEqual([true, true, true, true, false]);
  expect(networks.takeJoin('2001:db8:2:1')).toBe(true);
});

it('count the frames of all sockets of a network, and their bytes', () => {
  const networks = networksWith({ framesPerSecond: 2, frameBytesPerSecond: 100 });
  const spend = (network: string, bytes: number) => networks.spendFrame(network, bytes);
  expect([spend(office, 1), spend(office, 1)].at(-1)).toEqual({ frames: 1, bytes: 0.02 });
  expect([spend(office, 1), spend(elsewhere, 101)]).toEqual([
    { frames: 1.5, bytes: 0.03 },
    { frames: 0.5, bytes: 1.01 },
  ]);
  goTo(1_000);
  expect([spend(office, 100), spend(office, 50)].at(-1)).toEqual({ frames: 1, bytes: 1.5 });
});

it('leaves each connection the less, the more its network sends too much, and always what somebody quiet sends', () => {
  const quietPart = 8 / 1_000;
  expect([0.5, 1, 1.01, 2, 3, 100].map((used) => Math.round(allowedPart(used, 1 / 20, quietPart) * 1_000))).toEqual([
    1_000, 1_000, 49, 13, 8, 8,
  ]);
});
