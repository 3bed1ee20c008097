import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRealtime } from '../src/create-realtime.ts';
import type { VersionedRow } from '../src/subscription/handlers.ts';
import { stampOf } from '../src/subscription/version-gate.ts';
import { FakeEnvironment, MemoryServer } from '../src/testing/index.ts';

const topic = 'tenant:own';
/** A fixed seed: `npm test` checks the same hundred schedules each time. fast-check prints it with any failure. */
const parameters = { numRuns: 100, seed: 20260501 };

const rowId = fc.constantFrom('a', 'b', 'c');
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('write' as const), id: rowId, isLost: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const), id: rowId }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sleep' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('silence', 'refuse', 'heal', 'failBackfill') }) },
);
const schedule = fc.array(fc.tuple(action, fc.integer({ min: 0, max: 3_000 })), { maxLength: 40 });

describe('a client over any schedule of drops, losses, repeats and sleeps', () => {
  it('ends with what the server has, and never shows an older version after a newer one', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async (steps) => {
        const world = createWorld();
        for (const [step, waitMs] of steps) {
          await world.act(step);
          await world.environment.advance(waitMs);
        }
        await world.act({ do: 'heal' });
        // Messages may be lost on a line that stands; what heals that is the next join.
        await world.act({ do: 'drop' });
        await world.environment.advance(60_000);
        expect(world.wentBack).toBe(false);
        expect(world.shown).toEqual(world.stored);
        world.realtime.close();
        expect(world.environment.timerCount).toBe(0);
      }),
      parameters,
    );
  }, 60_000);
});

function createWorld() {
  const environment = new FakeEnvironment();
  const server = new MemoryServer({ environment, latencyMs: 20 });
  const realtime = createRealtime({ environment, transport: server.createTransport() });
  const stored = new Map<string, number>();
  const changedAt = new Map<string, number>();
  const world = { environment, realtime, stored, shown: new Map<string, number>(), wentBack: false, act };
  let isBackfillFailing = false;

  const rowOf = (id: string): VersionedRow => ({
    id,
    version: stored.get(id) ?? 0,
    updatedAt: new Date(changedAt.get(id) ?? 0).toISOString(),
  });
  const show = (row: unknown) => {
    const { id, version } = stampOf('row.changed', row) ?? { id: 'none', version: 0 };
    if (version <= (world.shown.get(id) ?? 0)) world.wentBack = true;
    world.shown.set(id, version);
  };

  realtime.subscribe(topic, {
    backfill: async (sinceIso) => {
      if (isBackfillFailing) throw new Error('502');
      const sinceMs = Date.parse(sinceIso ?? '1970-01-01');
      const rows = [...stored.keys()].filter((id) => (changedAt.get(id) ?? 0) >= sinceMs).map(rowOf);
      // Read now, delivered later: live messages overtake it.
      await new Promise<void>((resolve) => void environment.setTimer(resolve, 40));
      return rows;
    },
    onRow: show,
    onEvent: (_event, payload) => show(payload),
  });

  async function act(step: { do: string; id?: string; isLost?: boolean }): Promise<void> {
    const id = step.id ?? 'a';
    if (step.do === 'write') {
      stored.set(id, (stored.get(id) ?? 0) + 1);
      changedAt.set(id, environment.now());
      if (step.isLost !== true) server.broadcast(topic, 'row.changed', rowOf(id));
    }
    if (step.do === 'repeat' && stored.has(id)) server.broadcast(topic, 'row.changed', rowOf(id));
    if (step.do === 'drop') server.dropConnections();
    if (step.do === 'sleep') await environment.sleep(3_600_000);
    if (step.do === 'silence') server.faults.isSilent = true;
    if (step.do === 'refuse') server.faults.connections = 'refuse';
    if (step.do === 'failBackfill') isBackfillFailing = true;
    if (step.do === 'heal') {
      server.faults.isSilent = false;
      server.faults.connections = 'accept';
      isBackfillFailing = false;
    }
  }

  return world;
}
