import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCheck } from '../run/run-check.ts';
import { TestRunner } from '../run/test-runner.ts';
import { Bench } from '../source/bench.ts';
import { createSmallInstallation, type Defects } from '../testing/small-installation.ts';
import { featureChecks } from './feature-checks.ts';
import { speedChecks } from './speed-checks.ts';

/** Ids of the features that are not proven on an installation. */
async function missedOn(defects: Defects): Promise<readonly string[]> {
  const source = createSmallInstallation(defects);
  const { run } = await source.restaurant.lease();
  const { signal } = new AbortController();
  const bench = await Bench.open(source, run, signal);
  const missed: string[] = [];
  for (const check of featureChecks) {
    const { verdict } = await runCheck(check, bench, { signal, onProgress: () => undefined });
    if (verdict !== 'met') missed.push(check.id);
  }
  bench.close();
  return missed;
}

beforeEach(() => {
  vi.stubGlobal('document', { visibilityState: 'hidden' });
  // Nothing that is missing is worth ten seconds of a test.
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1500);
    return controller.signal;
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('the features of an installation', () => {
  it('are all proven on one that is sound', async () => {
    expect(await missedOn({})).toEqual([]);
  });

  it.each([
    [{ lets: 'list' }, 'isolation'],
    [{ lets: 'read' }, 'isolation'],
    [{ lets: 'change' }, 'isolation'],
    [{ lets: 'listen' }, 'isolation'],
    [{ forgets: 'history' }, 'change-tracking'],
    [{ forgets: 'author' }, 'change-tracking'],
    [{ forgets: 'time' }, 'updated-at'],
    [{ forgets: 'earlier change' }, 'auto-save'],
    [{ forgets: 'tick' }, 'analytics-tick'],
    [{ forgets: 'widget' }, 'defaults'],
    [{ forgets: 'second widget' }, 'defaults'],
  ] satisfies [Defects, string][])('are missed where it is not: %o', async (defects, id) => {
    expect(await missedOn(defects)).toEqual([id]);
  });
});

describe('a run', () => {
  const checks = [...speedChecks, ...featureChecks].filter(({ id }) => id !== 'connect' && id !== 'reconnect');

  it('carries out every check on a source in memory and is complete once', async () => {
    const onComplete = vi.fn();
    const runner = new TestRunner({ checks, onComplete });
    await runner.run(createSmallInstallation());
    const { outcomes, queue, problem } = runner.getState();
    expect([queue, problem, Object.keys(outcomes.mock).length]).toEqual([[], null, checks.length]);
    expect(outcomes.mock['config-read']).toMatchObject({ kind: 'speed', summary: { n: 40 } });
    expect(onComplete).toHaveBeenCalledOnce();
    await runner.run(createSmallInstallation(), ['isolation']);
    expect(onComplete).toHaveBeenCalledOnce();
  });

  it('says why it could not begin, where nothing is told of changes', async () => {
    const runner = new TestRunner({ checks, onComplete: () => undefined });
    await runner.run(createSmallInstallation({ forgets: 'broadcast' }));
    expect(runner.getState()).toMatchObject({ queue: [], problem: 'Nothing came within ten seconds.' });
  });

  it('ends when it is cancelled, and is no complete one then', async () => {
    const onComplete = vi.fn();
    const runner = new TestRunner({ checks, onComplete });
    const running = runner.run(createSmallInstallation());
    await vi.waitFor(() => expect(runner.getState().outcomes.mock['config-read']).toBeDefined());
    runner.cancel();
    await running;
    const { queue, outcomes } = runner.getState();
    expect([queue, outcomes.mock['isolation'], onComplete.mock.calls.length]).toEqual([[], undefined, 0]);
  });

  it('says that it was ended elsewhere, and judges nothing, when its restaurant is gone', async () => {
    const runner = new TestRunner({ checks: featureChecks, onComplete: () => undefined });
    await runner.run(createSmallInstallation({ lets: 'read', forgets: 'run' }), ['isolation']);
    expect(runner.getState()).toMatchObject({ problem: expect.stringContaining('ended elsewhere') });
    expect(runner.getState().outcomes.mock).toEqual({});
  });

  it('says so too where it is gone before the first check', async () => {
    const runner = new TestRunner({ checks: featureChecks, onComplete: () => undefined });
    await runner.run(createSmallInstallation({ forgets: 'every widget' }));
    expect(runner.getState()).toMatchObject({ problem: expect.stringContaining('ended elsewhere'), queue: [] });
  });
});
