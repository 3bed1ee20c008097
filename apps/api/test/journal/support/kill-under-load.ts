import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { createTenant } from '../../support/create-tenant.ts';
import { startApiProcess } from './api-process.ts';
import { countBothWays, rebuildAll, rollupsOf, storedIds, uncounted } from './books.ts';
import { startMortalPostgres } from './mortal-postgres.ts';
import { startVisitors, type Visitors } from './visitors.ts';

const visitorCount = 12;
const zones = ['Europe/Rome', 'Asia/Kathmandu', 'America/St_Johns'];

/**
 * Two processes of the API, one database, and visitors without pause. In each round one of the processes and then the
 * database are killed by SIGKILL and started again; then all that was acknowledged must be stored, once, and counted.
 */
export async function killUnderLoad(rounds: number): Promise<void> {
  await using cleanup = new AsyncDisposableStack();
  const postgres = await startMortalPostgres();
  cleanup.defer(postgres.stop);
  const { owner, api } = postgres.urls;
  const tenants = await Promise.all(zones.map((zone) => createTenant(owner, {}, zone)));
  const keys = tenants.flatMap(({ booking, catering }) => [booking.key, catering.key]);
  const processes = await Promise.all([startApiProcess(api), startApiProcess(api)]);
  cleanup.defer(async () => {
    await Promise.all(processes.map(({ kill }) => kill()));
  });
  const all: Visitors[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const visitors = startVisitors(visitorCount, keys, () => processes.map(({ url }) => url));
    all.push(visitors);
    await someAreAcknowledged(visitors);
    await processes[round % 2]?.kill();
    processes[round % 2] = await startApiProcess(api);
    await someAreAcknowledged(visitors);
    await postgres.killAndRestart();
    await someAreAcknowledged(visitors);
    await visitors.stop();
    await checkBooks(owner, all);
  }
}

/** At any moment of a commit: 50 more, and a little. */
async function someAreAcknowledged({ acknowledged }: Visitors): Promise<void> {
  const before = acknowledged.size;
  await expect.poll(() => acknowledged.size - before, { timeout: 60_000, interval: 5 }).toBeGreaterThan(50);
  await delay(randomInt(100));
}

async function checkBooks(owner: string, all: readonly Visitors[]): Promise<void> {
  const stored = await storedIds(owner);
  const sent = new Set(all.flatMap((visitors) => [...visitors.sent]));
  const lost = all.flatMap(({ acknowledged }) => [...acknowledged].filter((id) => !stored.has(id)));
  expect(lost).toEqual([]);
  expect([...stored].filter((id) => !sent.has(id))).toEqual([]);
  // Whatever a killed process has left is counted by the others.
  await expect.poll(() => uncounted(owner), { timeout: 30_000 }).toBe(0);
  const { raw, byDay, byQuarterHour } = await countBothWays(owner);
  expect(byDay).toEqual(raw);
  expect(byQuarterHour).toEqual(raw);
  const before = await rollupsOf(owner);
  await rebuildAll(owner);
  expect(await rollupsOf(owner)).toEqual(before);
}
