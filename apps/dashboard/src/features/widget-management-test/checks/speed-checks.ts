import type { Bench } from '../source/bench.ts';
import { Listener } from '../source/listener.ts';
import { afterPaint } from './after-paint.ts';
import type { SpeedCheck } from './check.ts';

/** The limits are what the product promises its operator. */
export const speedChecks: readonly SpeedCheck[] = [
  {
    kind: 'speed',
    id: 'config-read',
    title: 'Config read',
    detail: 'as a widget reads it, warm',
    limitMs: 50,
    count: 40,
    measure: ({ source, run }) => timed(() => source.client.testRuns.readConfig.query({ tenantId: run.tenantId })),
    hint: 'How far the database is from the API (a round trip each way), and whether its pool is exhausted.',
  },
  {
    kind: 'speed',
    id: 'config-save',
    title: 'Save',
    detail: 'auto-save to acknowledged',
    limitMs: 100,
    count: 30,
    measure: (bench) => timed(() => bench.save()),
    hint: 'Triggers of others on widget_configurations (pnpm db:verify names them), and locks of long transactions.',
  },
  {
    kind: 'speed',
    id: 'analytics-insert',
    title: 'Analytics insert',
    detail: 'batch of 20 events',
    limitMs: 25,
    count: 30,
    measure: ({ source, run }) =>
      timed(() =>
        source.client.testRuns.simulateVisits.mutate({
          tenantId: run.tenantId,
          views: 20,
          interactions: 0,
          conversions: 0,
        }),
      ),
    hint: 'The disk of the database (each batch is one commit), and indexes of others on widget_analytics.',
  },
  {
    kind: 'speed',
    id: 'notification',
    title: 'Notification',
    detail: 'commit to payload received',
    limitMs: 100,
    count: 30,
    measure: async (bench, signal) => {
      const { heardAt, committedAtMs } = await bench.saveAndHear(bench.first, signal);
      return sinceCommit(bench, heardAt, committedAtMs);
    },
    hint: 'Whether Realtime is near the database, and its quota of messages a second.',
  },
  {
    kind: 'speed',
    id: 'connect',
    title: 'Connect',
    detail: 'socket open and joined',
    limitMs: 500,
    count: 12,
    measure: async ({ source, run }, signal) => {
      const startedAt = performance.now();
      const device = new Listener(source, run.tenantId);
      try {
        await device.live(signal);
        return performance.now() - startedAt;
      } finally {
        device.close();
      }
    },
    hint: 'Proxies between here and Realtime that delay or refuse WebSockets, and how long the policies of a join take.',
  },
  {
    kind: 'speed',
    id: 'live-update',
    title: 'Live update',
    detail: 'commit to screen, on a second device',
    limitMs: 100,
    count: 30,
    measure: async (bench, signal) => {
      const { committedAtMs } = await bench.saveAndHear(bench.second, signal);
      return sinceCommit(bench, await afterPaint(), committedAtMs);
    },
    hint: 'First whether Notification is met: what is more than that is this page, so close what else it draws.',
  },
  {
    kind: 'speed',
    id: 'reconnect',
    title: 'Reconnect',
    detail: 'line cut to caught up',
    limitMs: 2000,
    count: 10,
    measure: measureReconnect,
    hint: 'Whether Connect is met; then the API, which answers what was missed.',
  },
];

/** On a line of its own: one that was lost again and again would rightly wait longer each time. */
async function measureReconnect(bench: Bench, signal: AbortSignal): Promise<number> {
  const device = new Listener(bench.source, bench.run.tenantId);
  try {
    await device.live(signal);
    const missedBefore = device.missedCount;
    device.cut();
    const startedAt = performance.now();
    await device.until(() => !device.isLive, signal);
    // What happens meanwhile is what must be caught up with.
    await bench.save();
    await device.live(signal);
    const tookMs = performance.now() - startedAt;
    await device.until(() => device.missedCount > missedBefore || device.hasHeard(bench.version), signal);
    return tookMs;
  } finally {
    device.close();
  }
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await action();
  return performance.now() - startedAt;
}

/** From a commit of the server's clock to a moment of this device's; never below nothing, whatever the clocks' error. */
function sinceCommit(bench: Bench, atMs: number, committedAtMs: number): number {
  return Math.max(0, atMs - bench.clock.offsetMs - committedAtMs);
}
