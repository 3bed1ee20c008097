import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Metrics } from '../metrics/metrics.ts';
import { FakeEnvironment } from '../testing/fake-environment.ts';
import {
  accepts,
  type ConnectionBehaviour,
  dropsAfter,
  fallsSilent,
  hangs,
  refuses,
  ScriptedTransport,
  sequence,
} from '../testing/scripted-transport.ts';
import { LONGEST_WAIT_MS, STABLE_AFTER_MS } from './backoff.ts';
import { BEAT_EVERY_MS, FIRST_BEAT_AFTER_MS, PONG_WHEN_DOUBTED_MS, PONG_WITHIN_MS } from './heartbeat.ts';
import { ConnectionManager, OPEN_WITHIN_MS } from './manager.ts';

const HOUR_MS = 3_600_000;

describe('ConnectionManager', () => {
  let environment: FakeEnvironment;
  let transport: ScriptedTransport;
  let manager: ConnectionManager;
  let statuses: string[];

  function create(...behaviours: [ConnectionBehaviour, ...ConnectionBehaviour[]]): void {
    transport = new ScriptedTransport(environment, sequence(...behaviours));
    manager = new ConnectionManager({ transport, polling: null, environment, metrics: new Metrics(environment) });
    statuses = [];
    manager.onDidChange(({ status }) => statuses.at(-1) !== status && statuses.push(status));
  }

  async function createOnline(...behaviours: [ConnectionBehaviour, ...ConnectionBehaviour[]]): Promise<void> {
    create(...behaviours);
    manager.start();
    await environment.advance(STABLE_AFTER_MS);
    expect(manager.state.status).toBe('online');
  }

  beforeEach(() => {
    environment = new FakeEnvironment();
  });

  it('touches nothing before it is started', () => {
    create(accepts());
    expect(manager.state).toEqual({ status: 'idle' });
    expect([environment.timerCount, environment.listenerCount, transport.openCount]).toEqual([0, 0, 0]);
  });

  it('connects when started, once', async () => {
    create(accepts());
    manager.start();
    manager.start();
    expect(manager.state.status).toBe('connecting');
    await environment.advance(10);
    expect(manager.state.status).toBe('online');
    expect(transport.openCount).toBe(1);
  });

  it('reconnects within 200 ms after a drop with the server up', async () => {
    await createOnline(accepts());
    transport.drop();
    expect(manager.state).toMatchObject({ status: 'reconnecting', attempt: 1, cause: 'closed' });
    await environment.advance(200 + 10);
    expect(statuses).toEqual(['connecting', 'online', 'reconnecting', 'online']);
  });

  it('keeps trying through an outage, never waiting longer than the cap, without a limit', async () => {
    await createOnline(accepts(), refuses());
    transport.drop();
    await environment.advance(2 * HOUR_MS);
    expect(transport.openCount).toBeGreaterThan((2 * HOUR_MS) / (LONGEST_WAIT_MS / 2 + 10) - 10);
    transport.script = accepts;
    await environment.advance(LONGEST_WAIT_MS + 10);
    expect(manager.state.status).toBe('online');
  });

  it('does not hammer a server that accepts and drops at once', async () => {
    create(dropsAfter(50));
    manager.start();
    await environment.advance(60_000);
    // Waits of 100, 200, 400 ... ms at half chance, then 5 s each: 18 attempts a minute, not hundreds.
    expect(transport.openCount).toBeLessThan(20);
  });

  it.each(['visible', 'focused', 'pageShown', 'networkUp'] as const)('tries at once on %s', async (signal) => {
    await createOnline(accepts(), refuses());
    transport.drop();
    await environment.advance(60_000);
    transport.script = accepts;
    environment.signal(signal);
    await environment.advance(10);
    expect(manager.state.status).toBe('online');
  });

  it('tries at once when a person asks, even from an attempt that hangs', async () => {
    create(hangs(), accepts());
    manager.start();
    await environment.advance(100);
    manager.retry();
    await environment.advance(10);
    expect(manager.state.status).toBe('online');
  });

  it('gives up a socket that is stuck in connecting', async () => {
    create(hangs(), accepts());
    manager.start();
    await environment.advance(OPEN_WITHIN_MS);
    expect(manager.state).toMatchObject({ status: 'reconnecting', cause: 'connect-timeout' });
    await environment.advance(200 + 10);
    expect(manager.state.status).toBe('online');
  });

  it('does not give a stuck socket more time with each look at the page', async () => {
    create(hangs(), accepts());
    manager.start();
    for (let second = 0; second < 10; second++) {
      environment.signal('focused');
      await environment.advance(1_000);
    }
    await environment.advance(200 + 10);
    expect(manager.state.status).toBe('online');
  });

  it.each([
    ['dead on arrival', 0, FIRST_BEAT_AFTER_MS],
    ['half-open later', 1, FIRST_BEAT_AFTER_MS + 10 + BEAT_EVERY_MS],
  ])('finds a line that is %s within a beat and a deadline', async (_name, pongs, pingedAfterMs) => {
    create(fallsSilent(pongs), accepts());
    manager.start();
    await environment.advance(10 + pingedAfterMs + PONG_WITHIN_MS - 1);
    expect(manager.state.status).toBe('online');
    await environment.advance(1);
    expect(manager.state).toMatchObject({ status: 'reconnecting', cause: 'heartbeat-timeout' });
  });

  it('stays online for hours while pongs come', async () => {
    await createOnline(accepts());
    await environment.advance(HOUR_MS);
    expect(statuses).toEqual(['connecting', 'online']);
    expect(transport.pingCount).toBeGreaterThan(230);
  });

  it('keeps a line that survived a sleep', async () => {
    await createOnline(accepts());
    await environment.sleep(8 * HOUR_MS);
    environment.signal('visible');
    await environment.advance(60_000);
    expect(statuses).toEqual(['connecting', 'online']);
  });

  it('replaces a line that died asleep within the deadline of one ping', async () => {
    await createOnline(fallsSilent(), accepts());
    await environment.sleep(8 * HOUR_MS);
    await environment.advance(PONG_WITHIN_MS + 200 + 10);
    expect(statuses).toEqual(['connecting', 'online', 'reconnecting', 'online']);
  });

  it('keeps a line whose pong waits behind a backlog of messages', async () => {
    await createOnline(fallsSilent());
    for (let tenth = 0; tenth < 600; tenth++) {
      transport.emit({ type: 'received', topic: 'tenant:own', event: 'booking.changed', payload: null });
      await environment.advance(100);
    }
    expect(statuses).toEqual(['connecting', 'online']);
    await environment.advance(BEAT_EVERY_MS + 2 * PONG_WITHIN_MS);
    expect(statuses.slice(2, 3)).toEqual(['reconnecting']);
  });

  it('takes no message for an answer while the browser says offline: it may have been under way', async () => {
    await createOnline(fallsSilent(), hangs());
    environment.setNetwork(false);
    transport.emit({ type: 'received', topic: 'tenant:own', event: 'booking.changed', payload: null });
    expect(manager.state).toMatchObject({ status: 'online', isDoubted: true });
    await environment.advance(PONG_WHEN_DOUBTED_MS);
    expect(manager.state.status).toBe('offline');
  });

  it('reports a listener that throws as uncaught, and goes on to the next', async () => {
    create(accepts());
    const reported: unknown[] = [];
    vi.stubGlobal('queueMicrotask', (report: () => void) => {
      try {
        report();
      } catch (error) {
        reported.push(error);
      }
    });
    const heard: string[] = [];
    const broken = new Error('of the listener');
    manager.onDidChange(() => {
      throw broken;
    });
    manager.onDidChange(({ status }) => heard.push(status));
    manager.start();
    await environment.advance(10);
    vi.unstubAllGlobals();
    expect(heard).toEqual(['connecting', 'online']);
    expect(reported).toEqual([broken, broken]);
  });

  it('says offline within 3 s when the network is cut under a line that seems to stand', async () => {
    await createOnline(fallsSilent(), refuses());
    environment.setNetwork(false);
    expect(manager.state).toMatchObject({ status: 'online', isDoubted: true });
    await environment.advance(PONG_WHEN_DOUBTED_MS);
    expect(manager.state.status).toBe('offline');
    await environment.advance(60_000);
    expect(statuses).toEqual(['connecting', 'online', 'offline']);
  });

  it('comes back by itself when the network does', async () => {
    await createOnline(fallsSilent(), refuses());
    environment.setNetwork(false);
    await environment.advance(60_000);
    transport.script = accepts;
    environment.setNetwork(true);
    await environment.advance(10);
    expect(manager.state.status).toBe('online');
  });

  it('does not believe a browser that says offline while the server answers', async () => {
    await createOnline(accepts());
    environment.setNetwork(false);
    expect(manager.state).toMatchObject({ isDoubted: true });
    await environment.advance(10);
    expect(manager.state).toMatchObject({ isDoubted: false });
    await environment.advance(60_000);
    expect(statuses).toEqual(['connecting', 'online']);
  });

  it('comes back from offline even if the browser never takes it back', async () => {
    await createOnline(fallsSilent(), refuses());
    environment.setNetwork(false);
    await environment.advance(60_000);
    transport.script = accepts;
    await environment.advance(LONGEST_WAIT_MS + 10);
    expect(manager.state.status).toBe('online');
  });

  it('stays unauthorized, without a try, until a person asks', async () => {
    await createOnline(accepts());
    manager.refuseToken('InvalidJWTToken: expired');
    expect(manager.state).toEqual({ status: 'unauthorized', reason: 'InvalidJWTToken: expired' });
    environment.signal('focused');
    environment.setNetwork(true);
    await environment.advance(HOUR_MS);
    expect(transport.openCount).toBe(1);
    expect(environment.timerCount).toBe(0);
    manager.retry();
    await environment.advance(10);
    expect(manager.state.status).toBe('online');
  });

  it('survives a clock that is set back, whatever it is waiting for', async () => {
    create(hangs(), fallsSilent(), accepts());
    manager.start();
    environment.shiftClock(-HOUR_MS);
    environment.signal('focused');
    await environment.advance(BEAT_EVERY_MS + 200 + 10);
    expect(manager.state.status).toBe('online');
    environment.shiftClock(-HOUR_MS);
    environment.signal('focused');
    await environment.advance(PONG_WITHIN_MS + 200 + 10);
    expect(transport.openCount).toBe(3);
  });

  it('leaves nothing behind when closed, twice', async () => {
    await createOnline(accepts());
    manager.close();
    manager.close();
    manager.retry();
    manager.start();
    await environment.advance(HOUR_MS);
    expect(manager.state).toEqual({ status: 'closed' });
    expect([environment.timerCount, environment.listenerCount]).toEqual([0, 0]);
    expect([transport.openCount, transport.isHoldingLine]).toEqual([1, false]);
  });

  it('never holds more than one timer', async () => {
    create(refuses(), hangs(), dropsAfter(20), fallsSilent());
    manager.start();
    for (let step = 0; step < 400; step++) {
      // The transport's own timers run only while it answers; the manager's is one.
      if (!transport.isHoldingLine) expect(environment.timerCount).toBeLessThanOrEqual(1);
      if (step % 7 === 0) environment.signal('focused');
      await environment.advance(250);
    }
  });
});
