import { setTimeout as delay } from 'node:timers/promises';
import { LONGEST_WAIT_MS, STABLE_AFTER_MS, backoffMs } from '@blunari/realtime/backoff';
import { BEAT_EVERY_MS, PONG_WITHIN_MS } from '@blunari/realtime/heartbeat';
import { FaultyLine } from '@blunari/stack/faulty-line';
import { Follower } from './follower.ts';
import type { Owner } from './product.ts';

export interface TrialOptions {
  readonly owner: Owner;
  readonly trials: number;
  /** Clients at once, each a trial of its own; they share a line. */
  readonly clients: number;
  /** Longest time that nobody listens, in ms. */
  readonly outageMs: number;
}

export interface TrialResult {
  readonly name: string;
  /** From the moment that it could be live again, in ms. */
  readonly liveAgainMs: readonly number[];
  readonly connectMs: readonly number[];
  /** What it may take, without the way back itself, and where that comes from. */
  readonly bound: { readonly ms: number; readonly why: string };
}

const firstWaitMs = backoffMs(1, 1);

/** The server is up and something on the way resets the connection. */
export function measureDrop(options: TrialOptions): Promise<TrialResult> {
  return measure(options, {
    name: 'drop, server up',
    bound: { ms: firstWaitMs, why: `first wait ${firstWaitMs} ms` },
    fail: async (line) => {
      line.reset();
      return performance.now();
    },
  });
}

/** Nobody listens for a while, and no browser says when that is over. */
export function measureOutage(options: TrialOptions): Promise<TrialResult> {
  return measure(options, {
    name: 'outage, no online event',
    bound: { ms: LONGEST_WAIT_MS, why: `back-off cap ${LONGEST_WAIT_MS} ms` },
    fail: async (line) => {
      await line.refuse();
      await delay(options.outageMs * (0.5 + Math.random() / 2));
      await line.mend();
      return performance.now();
    },
  });
}

/** The line dies and nobody is told; whoever connects anew gets through. */
export function measureHalfOpen(options: TrialOptions): Promise<TrialResult> {
  return measure(options, {
    name: 'half-open',
    bound: {
      ms: BEAT_EVERY_MS + PONG_WITHIN_MS + firstWaitMs,
      why: `beat ${BEAT_EVERY_MS} ms + deadline ${PONG_WITHIN_MS} ms + first wait ${firstWaitMs} ms`,
    },
    fail: async (line) => {
      line.halfOpen();
      await line.mend();
      return performance.now();
    },
  });
}

interface Fault {
  readonly name: string;
  readonly bound: TrialResult['bound'];
  /** Resolves with the instant, by `performance.now()`, at which the line was well again. */
  readonly fail: (line: FaultyLine) => Promise<number>;
}

async function measure({ owner, trials, clients }: TrialOptions, fault: Fault): Promise<TrialResult> {
  const line = await FaultyLine.to(Number(new URL(owner.stack.publicUrl).port));
  const followers: Follower[] = [];
  for (let n = 0; n < clients; n += 1) {
    followers.push(new Follower(owner, line));
    // So that their hearts do not beat in step.
    await delay(BEAT_EVERY_MS / clients);
  }
  const liveAgainMs: number[] = [];
  while (liveAgainMs.length < trials) {
    await Promise.all(followers.map((follower) => follower.until(true)));
    // Only a line that held is a new one to the back-off; and the fault comes at any moment between two beats.
    await delay(STABLE_AFTER_MS + Math.random() * BEAT_EVERY_MS);
    const back = followers.map(async (follower) => {
      await follower.until(false);
      return follower.until(true);
    });
    const wellAtMs = await fault.fail(line);
    for (const liveAtMs of await Promise.all(back)) liveAgainMs.push(liveAtMs - wellAtMs);
  }
  for (const { realtime } of followers) realtime.close();
  await line.close();
  const { name, bound } = fault;
  return { name, bound, liveAgainMs, connectMs: followers.flatMap(({ connectMs }) => connectMs) };
}
