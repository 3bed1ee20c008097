import type { ApiLook } from '@blunari/db/readiness';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DatabaseGate } from './database-gate.ts';

const migrated: ApiLook = { kind: 'migrated', serverVersion: '17.2' };
const away: ApiLook = { kind: 'unreachable', reason: 'ECONNREFUSED' };
const minuteMs = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open(first: ApiLook) {
  const world = { found: first, looks: 0, warnings: [] as unknown[] };
  const gate = new DatabaseGate({
    look: async () => {
      world.looks += 1;
      return world.found;
    },
    log: { warn: (...words: unknown[]) => void world.warnings.push(words.at(-1)) },
    random: () => 1,
  });
  return { world, gate };
}

describe('the gate before the database', () => {
  it('refuses with a stable code until the database is migrated, and opens by itself', async () => {
    const { world, gate } = open({ kind: 'login_refused' });
    await gate.look();
    expect(gate.refusal()).toMatchObject({ code: 'not_ready', retryAfterMs: 15_000 });
    world.found = { kind: 'not_migrated', serverVersion: '17.2' };
    await vi.advanceTimersByTimeAsync(minuteMs);
    expect(await gate.check()).toMatchObject({ ok: false, error: { code: 'database_not_migrated' } });
    world.found = migrated;
    await vi.advanceTimersByTimeAsync(minuteMs);
    expect([gate.refusal(), gate.isOpen()]).toEqual([undefined, true]);
    await gate.stop();
  });

  it('says each state once, however often it looks', async () => {
    const { world, gate } = open({ kind: 'login_refused' });
    await gate.look();
    await vi.advanceTimersByTimeAsync(10 * minuteMs);
    expect(world.looks).toBeGreaterThan(30);
    expect(world.warnings).toHaveLength(1);
    world.found = migrated;
    await vi.advanceTimersByTimeAsync(10 * minuteMs);
    expect(world.warnings).toEqual([expect.any(String), 'The database is ready: the product answers.']);
    await gate.stop();
  });

  it('waits longer each time, up to a quarter of a minute', async () => {
    const { world, gate } = open(away);
    await gate.look();
    await vi.advanceTimersByTimeAsync(9_000);
    const early = world.looks;
    await vi.advanceTimersByTimeAsync(10 * minuteMs);
    const before = world.looks;
    await vi.advanceTimersByTimeAsync(16 * minuteMs);
    expect(early).toBe(3);
    expect(world.looks - before).toBe(60);
    await gate.stop();
  });

  it('stays open while a database that was ready is away, and closes when all was removed', async () => {
    const { world, gate } = open(migrated);
    await gate.look();
    expect(world.warnings).toEqual([]);
    world.found = away;
    await vi.advanceTimersByTimeAsync(minuteMs);
    expect([gate.isOpen(), (await gate.check()).ok]).toEqual([true, false]);
    world.found = { kind: 'not_migrated', serverVersion: '17.2' };
    await vi.advanceTimersByTimeAsync(minuteMs);
    expect(gate.isOpen()).toBe(false);
    await gate.stop();
  });

  it('looks once for many who ask together, and no more after its end', async () => {
    const { world, gate } = open(away);
    await Promise.all([gate.look(), gate.check(), gate.look()]);
    expect(world.looks).toBe(1);
    await gate.stop();
    await vi.advanceTimersByTimeAsync(minuteMs);
    expect(world.looks).toBe(1);
  });
});
