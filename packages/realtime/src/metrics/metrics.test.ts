import { beforeEach, describe, expect, it } from 'vitest';
import { setUpTopic, topic } from '../testing/follow-topic.ts';

const oneWayMs = 5;
const frameMs = 16;

describe('what the connection measures of itself', () => {
  let line: ReturnType<typeof setUpTopic>;

  beforeEach(() => {
    line = setUpTopic();
  });

  const toldServerTime = () => {
    const now = line.environment.now();
    line.realtime.observeServerTime({ askedAt: now, heardAt: now, fromMs: now - 2, toMs: now + 2 });
  };
  const write = () => {
    const committedAt = new Date(line.environment.now()).toISOString();
    line.server.broadcast(topic, 'booking.changed', { id: committedAt, version: 1, committedAt });
  };

  it('has measured nothing before it was started', () => {
    expect(line.realtime.metrics()).toEqual({
      connect: null,
      roundTrip: null,
      commitToScreen: null,
      clock: null,
      connects: 0,
      losses: { refused: 0, closed: 0, 'connect-timeout': 0, 'heartbeat-timeout': 0 },
      failures: { refused: 0, closed: 0, 'connect-timeout': 0, 'heartbeat-timeout': 0 },
      sentBytes: 0,
      receivedBytes: 0,
    });
  });

  it('times the connect and the round trip', async () => {
    line.realtime.start();
    await line.environment.advance(60_000);
    const { connect, roundTrip, connects } = line.realtime.metrics();
    expect(connect).toMatchObject({ count: 1, lastMs: oneWayMs });
    expect(roundTrip).toMatchObject({ count: 4, lastMs: oneWayMs });
    expect(connects).toBe(1);
  });

  it('counts what was lost and what failed apart, by cause', async () => {
    line.realtime.start();
    await line.environment.advance(20_000);
    line.server.faults.connections = 'refuse';
    line.server.dropConnections();
    await line.environment.advance(60_000);
    line.server.faults.connections = 'accept';
    await line.environment.advance(60_000);
    line.server.faults.isSilent = true;
    await line.environment.advance(21_000);
    const { losses, failures, connects } = line.realtime.metrics();
    expect(losses).toMatchObject({ closed: 1, refused: 0 });
    expect(losses['heartbeat-timeout']).toBeGreaterThanOrEqual(1);
    expect(failures.refused).toBeGreaterThan(5);
    expect(connects).toBeGreaterThanOrEqual(2);
  });

  it('times live messages from the commit to the paint, by the clock of the server', async () => {
    line.follow();
    await line.environment.advance(100);
    write();
    await line.environment.advance(100);
    expect(line.realtime.metrics().commitToScreen).toBeNull();
    toldServerTime();
    const { commitToScreen, clock } = line.realtime.metrics();
    expect(commitToScreen).toMatchObject({ count: 1, lastMs: oneWayMs + frameMs });
    expect(clock).toEqual({ offsetMs: 0, errorMs: 2 });
  });

  it('takes a device that is an hour ahead for what it is', async () => {
    line.follow();
    await line.environment.advance(100);
    const serverNow = line.environment.now();
    line.environment.shiftClock(3_600_000);
    const now = line.environment.now();
    line.realtime.observeServerTime({ askedAt: now, heardAt: now, fromMs: serverNow - 2, toMs: serverNow + 2 });
    const committedAt = new Date(serverNow).toISOString();
    line.server.broadcast(topic, 'booking.changed', { id: 'a', version: 1, committedAt });
    await line.environment.advance(100);
    expect(line.realtime.metrics().commitToScreen?.lastMs).toBeCloseTo(oneWayMs + frameMs, 0);
  });

  it('measures nothing on a page that is not drawn, nor late when it is again', async () => {
    line.follow();
    toldServerTime();
    await line.environment.advance(100);
    line.environment.setVisible(false);
    write();
    await line.environment.advance(60_000);
    line.environment.setVisible(true);
    await line.environment.advance(1_000);
    expect(line.realtime.metrics().commitToScreen).toBeNull();
    write();
    await line.environment.advance(oneWayMs);
    line.environment.setVisible(false);
    await line.environment.advance(1_000);
    expect(line.realtime.metrics().commitToScreen).toBeNull();
    line.environment.setVisible(true);
    write();
    await line.environment.advance(1_000);
    expect(line.realtime.metrics().commitToScreen).toMatchObject({ count: 1 });
  });

  it('does not time what a backfill brought or what waited for it', async () => {
    toldServerTime();
    line.follow({
      backfill: async () => {
        await new Promise<void>((resolve) => void line.environment.setTimer(resolve, 500));
        return [];
      },
    });
    await line.environment.advance(100);
    write();
    await line.environment.advance(1_000);
    expect(line.realtime.metrics().commitToScreen).toBeNull();
  });

  it('is the same object until something changes', async () => {
    line.realtime.start();
    await line.environment.advance(2_000);
    const before = line.realtime.metrics();
    await line.environment.advance(10_000);
    expect(line.realtime.metrics()).toBe(before);
    await line.environment.advance(10_000);
    expect(line.realtime.metrics()).not.toBe(before);
  });

  it('tells those who look twice a second at most, and costs no timer when nobody does', async () => {
    line.follow();
    await line.environment.advance(100);
    const timersBefore = line.environment.timersSet;
    toldServerTime();
    expect(line.environment.timersSet).toBe(timersBefore);
    let told = 0;
    const stop = line.realtime.onMetricsChange(() => (told += 1));
    for (let sample = 0; sample < 100; sample++) {
      toldServerTime();
      await line.environment.advance(10);
    }
    expect(told).toBe(2);
    stop();
    await line.environment.advance(60_000);
    expect(told).toBe(2);
  });

  it('times no message that the page was not given, being an old one', async () => {
    line.follow();
    toldServerTime();
    await line.environment.advance(100);
    const committedAt = new Date(line.environment.now()).toISOString();
    for (let copy = 0; copy < 3; copy++) {
      line.server.broadcast(topic, 'booking.changed', { id: 'a', version: 1, committedAt });
      await line.environment.advance(100);
    }
    expect(line.realtime.metrics().commitToScreen).toMatchObject({ count: 1 });
  });

  it('tells nothing on a page that was hidden meanwhile, and when it is seen again what changed', async () => {
    line.realtime.start();
    await line.environment.advance(100);
    let told = 0;
    line.realtime.onMetricsChange(() => (told += 1));
    toldServerTime();
    line.environment.setVisible(false);
    await line.environment.advance(600_000);
    expect(told).toBe(0);
    line.environment.setVisible(true);
    await line.environment.advance(500);
    expect(told).toBe(1);
  });

  it.each(['closed', 'unheard'] as const)('leaves no timer when it is %s before it tells', async (how) => {
    const stop = line.realtime.onMetricsChange(() => expect.unreachable('told'));
    toldServerTime();
    expect(line.environment.timerCount).toBe(1);
    if (how === 'closed') line.realtime.close();
    else stop();
    expect(line.environment.timerCount).toBe(0);
  });
});
