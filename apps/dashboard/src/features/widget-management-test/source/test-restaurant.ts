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

/** The restaurant of a test, shared by all on this page that need one. It is made for the first and removed with the last. */
export class TestRestaurant {
  readonly #ports: TestRestaurantPorts;
  #leaseCount = 0;
  #beginning: Promise<TestRun> | null = null;
  #held: TestRun | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(ports: TestRestaurantPorts) {
    this.#ports = ports;
  }

  /** Whoever takes a lease gives it back. Rejects where no restaurant could be made. */
  async lease(): Promise<Lease> {
    this.#leaseCount += 1;
    try {
      this.#beginning ??= this.#ports.begin();
      const run = await this.#beginning;
      this.#held = run;
      this.#timer ??= setInterval(() => void this.isThere(run), keepEveryMs);
      let isOver = false;
      const giveBack = async (): Promise<void> => {
        if (isOver) return;
        isOver = true;
        await this.#release();
      };
      return { run, giveBack };
    } catch (error) {
      await this.#release();
      throw error;
    }
  }

  /** Keeps a run, and tells whether it is still there: not where somebody removed it. True where nobody answers. */
  async isThere({ tenantId }: TestRun): Promise<boolean> {
    return this.#ports.keep(tenantId).catch(() => true);
  }

  /** For a page that closes: what it holds goes with it. */
  readonly leave = (): void => {
    if (this.#held) this.#ports.endOnLeaving(this.#held.tenantId);
  };

  async #release(): Promise<void> {
    this.#leaseCount -= 1;
    if (this.#leaseCount > 0) return;
    const beginning = this.#beginning;
    this.#beginning = null;
    this.#held = null;
    clearInterval(this.#timer);
    this.#timer = undefined;
    // What was never made need not be removed; what cannot be removed now is swept away later.
    await beginning?.then(({ tenantId }) => this.#ports.end(tenantId)).catch(() => null);
  }
}
