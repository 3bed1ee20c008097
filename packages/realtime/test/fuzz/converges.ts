import fc from 'fast-check';
import { expect } from 'vitest';
import { chanceSeed, clientCount, schedule } from './schedule.ts';
import { FuzzWorld } from './world.ts';

/** Whatever happens: no client ever shows an older version after a newer one, and all end with what the server has. */
export const converges = fc.asyncProperty(clientCount, chanceSeed, schedule, async (clients, seed, steps) => {
  const world = new FuzzWorld(clients, seed);
  for (const [step, waitMs] of steps) {
    world.act(step);
    if (step.do === 'sleep') await world.sleep();
    await world.environment.advance(waitMs);
  }
  await world.settle();
  for (const { realtime, faults, shown } of world.clients) {
    expect(faults).toEqual([]);
    expect(realtime.getConnection().status).toBe('online');
    expect(shown).toEqual(world.stored);
    realtime.close();
  }
  await world.environment.advance(60_000);
  expect([world.environment.timerCount, world.environment.listenerCount]).toEqual([0, 0]);
});
