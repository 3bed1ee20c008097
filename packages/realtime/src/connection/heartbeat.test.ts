import { describe, expect, it } from 'vitest';
import { BEAT_EVERY_MS, expectPong, hear, judge, PONG_WHEN_DOUBTED_MS, PONG_WITHIN_MS, rest } from './heartbeat.ts';

describe('heartbeat', () => {
  it('pings when a rest is over', () => {
    const resting = rest(1_000);
    expect(resting.dueAt).toBe(1_000 + BEAT_EVERY_MS);
    expect(judge(resting, resting.dueAt)).toBe('ping');
  });

  it('holds a line for dead when no pong came in time', () => {
    const awaiting = expectPong(rest(0), 100, PONG_WITHIN_MS);
    expect(awaiting).toMatchObject({ phase: 'awaiting', dueAt: 100 + PONG_WITHIN_MS });
    expect(judge(awaiting, awaiting.dueAt)).toBe('dead');
  });

  it('asks again after a sleep instead of judging by a deadline that slept too', () => {
    const awaiting = expectPong(rest(0), 100, PONG_WITHIN_MS);
    const wokenAt = awaiting.dueAt + 3_600_000;
    expect(judge(awaiting, wokenAt)).toBe('ping');
    expect(expectPong(awaiting, wokenAt, PONG_WITHIN_MS).dueAt).toBe(wokenAt + PONG_WITHIN_MS);
  });

  it('lets a new doubt shorten a deadline, and a new question not prolong it', () => {
    const awaiting = expectPong(rest(0), 0, PONG_WITHIN_MS);
    expect(expectPong(awaiting, 1_000, PONG_WHEN_DOUBTED_MS).dueAt).toBe(1_000 + PONG_WHEN_DOUBTED_MS);
    expect(expectPong(awaiting, 1_000, PONG_WITHIN_MS).dueAt).toBe(PONG_WITHIN_MS);
  });

  it('takes the second late deadline of the same silence for a proof, where all timers are late', () => {
    const first = expectPong(rest(0), 0, PONG_WITHIN_MS);
    const second = expectPong(first, 60_000, PONG_WITHIN_MS);
    expect(judge(first, 60_000)).toBe('ping');
    expect(judge(second, 120_000)).toBe('dead');
    // Asking once more meanwhile, as a look at the page does, is no third chance.
    expect(judge(expectPong(second, 61_000, PONG_WITHIN_MS), 120_000)).toBe('dead');
    expect(judge(expectPong(rest(70_000), 85_000, PONG_WITHIN_MS), 145_000)).toBe('ping');
  });

  it('gives a pong that waits behind something else another deadline, but not one to mere silence', () => {
    const heard = hear(expectPong(rest(0), 0, PONG_WITHIN_MS));
    expect(judge(heard, PONG_WITHIN_MS)).toBe('ping');
    const again = expectPong(heard, PONG_WITHIN_MS, PONG_WITHIN_MS);
    expect(judge(again, again.dueAt)).toBe('dead');
    expect(judge(again, again.dueAt + 60_000)).toBe('ping');
    expect(hear(rest(0))).toEqual(rest(0));
  });
});
