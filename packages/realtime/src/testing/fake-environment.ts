import type { Environment, EnvironmentSignal } from '../connection/environment.ts';

interface FakeTimer {
  readonly dueAt: number;
  readonly callback: () => void;
}

/** A world under the test's hand: time passes, the network goes and the page wakes only when told to. */
export class FakeEnvironment implements Environment {
  #now: number;
  #clockOffsetMs = 0;
  #isNetworkUp = true;
  #isVisible = true;
  #throttle = { toMs: 0, fromMs: 0 };
  readonly #timers = new Set<FakeTimer>();
  readonly #listeners = new Set<(signal: EnvironmentSignal) => void>();
  /** What `random` returns. Half makes waits predictable; a test of jitter gives its own. */
  nextRandom: () => number = () => 0.5;

  /** Since the beginning, whether they fired or not. */
  timersSet = 0;

  constructor(now: number = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now + this.#clockOffsetMs;
  }

  /** Somebody sets the clock; no time passes. */
  shiftClock(byMs: number): void {
    this.#clockOffsetMs += byMs;
  }

  random(): number {
    return this.nextRandom();
  }

  setTimer(callback: () => void, delayMs: number): () => void {
    const timer = { callback, dueAt: this.#throttled(this.#now + delayMs, delayMs) };
    this.timersSet += 1;
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  isNetworkUp(): boolean {
    return this.#isNetworkUp;
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  /** A page of sixty frames a second. */
  afterPaint(callback: () => void): void {
    if (this.#isVisible) this.setTimer(callback, 16);
  }

  listen(listener: (signal: EnvironmentSignal) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get timerCount(): number {
    return this.#timers.size;
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  signal(signal: EnvironmentSignal): void {
    for (const listener of this.#listeners) listener(signal);
  }

  setNetwork(isUp: boolean): void {
    this.#isNetworkUp = isUp;
    this.signal(isUp ? 'networkUp' : 'networkDown');
  }

  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    this.signal(isVisible ? 'visible' : 'hidden');
  }

  /** From now on timers fire only at multiples of `toMs`, as on a hidden page; shorter ones than `fromMs` as ever. 0: none. */
  throttleTimers(toMs: number, fromMs = 0): void {
    this.#throttle = { toMs, fromMs };
  }

  /** Lets time pass: timers fire in their order, and promises settle between them. */
  async advance(byMs: number): Promise<void> {
    const until = this.#now + byMs;
    await settled();
    for (let timer = this.#next(until); timer !== undefined; timer = this.#next(until)) {
      this.#timers.delete(timer);
      this.#now = Math.max(this.#now, timer.dueAt);
      timer.callback();
      await settled();
    }
    this.#now = until;
  }

  /** The machine sleeps: time passes, no timer fires meanwhile, and all that came due fire late on waking. */
  async sleep(forMs: number): Promise<void> {
    this.#now += forMs;
    await this.advance(0);
  }

  #throttled(dueAt: number, delayMs: number): number {
    const { toMs, fromMs } = this.#throttle;
    return toMs === 0 || delayMs < fromMs ? dueAt : Math.ceil(dueAt / toMs) * toMs;
  }

  #next(until: number): FakeTimer | undefined {
    let next: FakeTimer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueAt <= until && (next === undefined || timer.dueAt < next.dueAt)) next = timer;
    }
    return next;
  }
}

/** Promises settle, however long the chain: a task of its own comes only after the last of them. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
