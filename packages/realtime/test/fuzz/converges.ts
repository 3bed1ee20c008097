import fc from 'fast-check';
import { expect } from 'vitest';
import { chanceSeed, clientCount, schedule } from './schedule.ts';
import { FuzzWorld } from './world.ts';

/** Whatever happens: no client ever shows an older version after a newer one, and all end with what the server has, rows and people. */
export const converges = fc.asyncProperty(clientCount, chanceSeed, schedule, async (clients, seed, steps) => {
  const world = new FuzzWorld(clients, seed);
  for (const [step, waitMs] of steps) {
    world.act(step);
    if (step.do === 'sleep') await world.sleep();
    await world.environment.advance(waitMs);
  }
  await world.settle();
  const everybody = Array.from({ length: clients }, (_, index) => ({ name: `client ${index}` }));
  for (const { realtime, faults, shown, people } of world.clients) {
    expect(faults).toEqual([]);
    expect(realtime.getConnection().status).toBe('online');
    expect(shown).toEqual(world.stored);
    expect(new Set(people)).toEqual(new Set(everybody));
  }
  for (const { realtime } of world.clients) realtime.close();
  await world.environment.advance(60_000);
  expect([world.environment.timerCount, world.environment.listenerCount]).toEqual([0, 0]);
});
