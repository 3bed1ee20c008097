import { beforeEach, describe, expect, it } from 'vitest';
import { BEAT_EVERY_HIDDEN_MS, BEAT_EVERY_MS } from '../src/connection/heartbeat.ts';
import { setUpTopic, topic } from '../src/testing/follow-topic.ts';

const HOUR_MS = 3_600_000;

describe('a page that nobody sees', () => {
  let line: ReturnType<typeof setUpTopic>;

  beforeEach(async () => {
    line = setUpTopic();
    line.follow();
    await line.environment.advance(10_000);
  });

  async function timersInAnHour(): Promise<number> {
    const before = line.environment.timersSet;
    await line.environment.advance(HOUR_MS);
    return line.environment.timersSet - before;
  }

  it('sets a third of the timers of one in view', async () => {
    const inView = await timersInAnHour();
    line.environment.setVisible(false);
    await line.environment.advance(BEAT_EVERY_MS);
    const hidden = await timersInAnHour();
    expect(hidden).toBeLessThanOrEqual((inView * BEAT_EVERY_MS) / BEAT_EVERY_HIDDEN_MS + 1);
    expect(line.realtime.getConnection().status).toBe('online');
  });

  it('sets no timer for messages, however many', async () => {
    line.environment.setVisible(false);
    const stop = line.realtime.onMetricsChange(() => expect.unreachable('told on a hidden page'));
    const before = line.environment.timersSet;
    for (let version = 1; version <= 1_000; version++) {
      line.server.broadcast(topic, 'booking.changed', { id: 'a', version, committedAt: '2026-01-01T00:00:00Z' });
    }
    // One each way across the line in memory.
    expect(line.environment.timersSet - before).toBe(1_000);
    await line.environment.advance(10);
    expect(line.environment.timersSet - before).toBe(1_000);
    stop();
  });

  it('tries a server that is away once a minute or two, and at once when it is looked at', async () => {
    line.environment.setVisible(false);
    line.server.faults.connections = 'refuse';
    line.server.dropConnections();
    await line.environment.advance(10 * 60_000);
    const before = line.realtime.metrics().failures.refused;
    await line.environment.advance(HOUR_MS);
    expect(line.realtime.metrics().failures.refused - before).toBeLessThanOrEqual(120);
    line.server.faults.connections = 'accept';
    line.environment.setVisible(true);
    await line.environment.advance(20);
    expect(line.realtime.getConnection().status).toBe('online');
  });
});
