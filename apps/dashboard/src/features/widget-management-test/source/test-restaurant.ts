import type { TestRun } from '@blunari/schema/api';

/** Well within the ten minutes after which an unused restaurant is swept away, also where a hidden tab is held back. */
const keepEveryMs = 2 * 60_000;

/** The server's side of it: `testRuns` of the API. */
export interface TestRestaurantPorts {
  readonly begin: () => Promise<TestRun>;
  readonly keep: (tenantId: string) => Promise<boolean>;
  readonly end: (tenantId: string) => Promise<null>;
  /** The same at once and without an answer, for a page that closes. */
  readonly endOnLeaving: (tenantId: string) => void;
}

export interface Lease {
  readonly run: TestRun;
  /** Resolves when the restaurant is gone, if this was the last lease. Calling it twice is harmless. */
  readonly giveBack: () => Promise<void>;
}

/** A restaurant that was asked for, and how many hold it. */
interface Shared {
  readonly beginning: Promise<TestRun>;
  leaseCount: number;
  /** Null until it is made. */
  run: TestRun | null;
  timer: ReturnType<typeof setInterval> | undefined;
}

/**
 * The restaurant of a test, shared by all on this page that need one. It is made for the first and removed with the last.
 * Where it was removed elsewhere meanwhile, the next who needs one gets another.
 */
export class TestRestaurant {
  readonly #ports: TestRestaurantPorts;
  #shared: Shared | null = null;

  constructor(ports: TestRestaurantPorts) {
    this.#ports = ports;
  }

  /** Whoever takes a lease gives it back. Rejects where no restaurant could be made. */
  async lease(): Promise<Lease> {
    // It may be gone since the last look: this device slept, or the page comes back from where it was left.
    if (this.#shared?.run) await this.isThere(this.#shared.run);
    this.#shared ??= { beginning: this.#ports.begin(), leaseCount: 0, run: null, timer: undefined };
    const shared = this.#shared;
    shared.leaseCount += 1;
    try {
      const run = await shared.beginning;
      shared.run = run;
      shared.timer ??= setInterval(() => void this.isThere(run), keepEveryMs);
      let isOver = false;
      const giveBack = async (): Promise<void> => {
        if (isOver) return;
        isOver = true;
        await this.#release(shared);
      };
      return { run, giveBack };
    } catch (error) {
      await this.#release(shared);
      throw error;
    }
  }

  /** Keeps a run, and tells whether it is still there: not where somebody removed it. True where nobody answers. */
  async isThere(run: TestRun): Promise<boolean> {
    const isThere = await this.#ports.keep(run.tenantId).catch(() => true);
    if (!isThere && this.#shared?.run === run) this.#forget(this.#shared);
    return isThere;
  }

  /** For a page that closes: what it holds goes with it. */
  readonly leave = (): void => {
    if (this.#shared?.run) this.#ports.endOnLeaving(this.#shared.run.tenantId);
  };

  #forget(shared: Shared): void {
    clearInterval(shared.timer);
    if (this.#shared === shared) this.#shared = null;
  }

  async #release(shared: Shared): Promise<void> {
    shared.leaseCount -= 1;
    if (shared.leaseCount > 0) return;
    this.#forget(shared);
    // What was never made need not be removed; what cannot be removed now is swept away later.
    await shared.beginning.then(({ tenantId }) => this.#ports.end(tenantId)).catch(() => null);
  }
}
