import type { ConnectionState } from '@blunari/realtime';
import { connectionReporting } from '@blunari/schema/rollout';

/** How the line did in a stretch of time; it names nobody. */
export interface LineStretch {
  readonly onlineMs: number;
  readonly drops: number;
  readonly recoveriesMs: readonly number[];
  readonly hasPolled: boolean;
}

/** Longer than that, between two looks, and the machine slept: nobody was there to see the line. */
const longestLookMs = 120_000;
/** Both from `connectionReportSchema`. */
const longestRecoveryMs = 600_000;
const mostDrops = 1000;

/** Adds up what a connection goes through. Time counts while the device has a network; what it loses with that is no fault of the line. */
export class LineLog {
  #status: ConnectionState['status'] = 'idle';
  #lookedAt: number;
  #droppedAt: number | null = null;
  #onlineMs = 0;
  #drops = 0;
  #recoveriesMs: number[] = [];
  #hasPolled = false;

  constructor(nowMs: number) {
    this.#lookedAt = nowMs;
  }

  /** After each change of the state, and at least every two minutes. */
  observe(state: ConnectionState, nowMs: number): void {
    this.#passTime(nowMs);
    const before = this.#status;
    this.#status = state.status;
    if (state.status === 'polling') this.#hasPolled = true;
    if (state.status === 'offline' || state.status === 'closed' || state.status === 'unauthorized')
      this.#droppedAt = null;
    else if (before === 'online' && state.status !== 'online') this.#drop(nowMs);
    else if (state.status === 'online') this.#recover(nowMs);
  }

  /** What was seen since the last call. A line that is down just then comes with its recovery in a later one. */
  take(): LineStretch {
    const stretch = {
      onlineMs: Math.round(this.#onlineMs),
      drops: Math.min(this.#drops, mostDrops),
      recoveriesMs: this.#recoveriesMs,
      hasPolled: this.#hasPolled,
    };
    this.#onlineMs = 0;
    this.#drops = 0;
    this.#recoveriesMs = [];
    this.#hasPolled = this.#status === 'polling';
    return stretch;
  }

  get onlineMs(): number {
    return this.#onlineMs;
  }

  #passTime(nowMs: number): void {
    const passedMs = nowMs - this.#lookedAt;
    this.#lookedAt = nowMs;
    if (passedMs < 0 || passedMs > longestLookMs) {
      this.#droppedAt = null;
      return;
    }
    if (hasNetwork[this.#status]) this.#onlineMs += passedMs;
  }

  #drop(nowMs: number): void {
    this.#drops += 1;
    this.#droppedAt = nowMs;
  }

  #recover(nowMs: number): void {
    if (this.#droppedAt === null) return;
    const lengthMs = Math.min(Math.round(nowMs - this.#droppedAt), longestRecoveryMs);
    this.#droppedAt = null;
    if (this.#recoveriesMs.length < connectionReporting.maxRecoveries) this.#recoveriesMs.push(lengthMs);
  }
}

const hasNetwork = {
  idle: false,
  connecting: true,
  online: true,
  reconnecting: true,
  offline: false,
  polling: true,
  unauthorized: false,
  closed: false,
} as const satisfies Record<ConnectionState['status'], boolean>;
