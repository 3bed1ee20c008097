import { describe, expect, it } from 'vitest';
import { LONGEST_WAIT_MS } from '../src/connection/backoff.ts';
import { ConnectionManager } from '../src/connection/manager.ts';
import { Metrics } from '../src/metrics/metrics.ts';
import { FakeEnvironment, refuses, accepts, ScriptedTransport } from '../src/testing/index.ts';

const CLIENTS = 1_000;
const BIN_MS = 100;

/** Pages that lost the same server at the same moment, with the times at which they knocked since. */
function loseServer(random: () => number) {
  const environment = new FakeEnvironment();
  environment.nextRandom = random;
  const knocks: number[] = [];
  let isUp = true;
  const transports = Array.from({ length: CLIENTS }, () => {
    const transport = new ScriptedTransport(environment, () => {
      knocks.push(environment.now());
      return isUp ? accepts() : refuses();
    });
    new ConnectionManager({ transport, polling: null, environment, metrics: new Metrics(environment) }).start();
    return transport;
  });
  return {
    environment,
    /** Knocks in each tenth of a second of the time that passes. */
    knocksDuring: async (ms: number): Promise<readonly number[]> => {
      const startedAt = environment.now();
      knocks.length = 0;
      await environment.advance(ms);
      const bins = Array.from({ length: ms / BIN_MS }, () => 0);
      for (const at of knocks) {
        const bin = Math.min(Math.floor((at - startedAt) / BIN_MS), bins.length - 1);
        bins[bin] = (bins[bin] ?? 0) + 1;
      }
      return bins;
    },
    setUp: (next: boolean) => {
      isUp = next;
      if (!next) for (const transport of transports) transport.drop();
    },
    onlineCount: () => transports.filter(({ isHoldingLine }) => isHoldingLine).length,
  };
}

describe('a thousand pages that lost the same server', () => {
  it('knock spread over the whole wait while it is away, and return spread over the next', async () => {
    const { environment, knocksDuring, setUp, onlineCount } = loseServer(Math.random);
    await environment.advance(60_000);
    setUp(false);
    await environment.advance(60_000);
    // Each knocks every 5 s on average: 20 in a tenth of a second, and were they in step, hundreds.
    const away = await knocksDuring(30_000);
    expect(Math.max(...away)).toBeLessThan(60);
    expect(Math.min(...away)).toBeGreaterThan(0);
    setUp(true);
    const returning = await knocksDuring(LONGEST_WAIT_MS);
    expect(Math.max(...returning)).toBeLessThan(60);
    expect(onlineCount()).toBe(CLIENTS);
  }, 60_000);

  it('would be seen here, were they in step', async () => {
    const { environment, knocksDuring, setUp } = loseServer(() => 0.5);
    await environment.advance(60_000);
    setUp(false);
    await environment.advance(60_000);
    expect(Math.max(...(await knocksDuring(30_000)))).toBe(CLIENTS);
  }, 60_000);
});
