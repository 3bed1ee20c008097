import type { TestRun } from '@blunari/schema/api';

/** Well within the hour after which an unused restaurant is swept away. */
const keepEveryMs = 5 * 60_000;

/** The server's side of it: `testRuns` of the API. */
export interface TestRestaurantPorts {
  readonly begin: () => Promise<TestRun>;
  readonly keep: (tenantId: string) => Promise<boolean>;
  readonly end: () => Promise<null>;
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
  #ending: Promise<unknown> = Promise.resolve();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(ports: TestRestaurantPorts) {
    this.#ports = ports;
  }

  /** Whoever takes a lease gives it back. Rejects where no restaurant could be made. */
  async lease(): Promise<Lease> {
    this.#leaseCount += 1;
    try {
      this.#beginning ??= this.#ending.then(() => this.#ports.begin());
      const run = await this.#beginning;
      this.#timer ??= setInterval(() => void this.#keep(run), keepEveryMs);
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

  async #release(): Promise<void> {
    this.#leaseCount -= 1;
    if (this.#leaseCount > 0) return;
    const beginning = this.#beginning;
    this.#beginning = null;
    clearInterval(this.#timer);
    this.#timer = undefined;
    // At once, so that another one is begun only when this one is gone: its end would be that of the new one. What was
    // never made need not be removed; what cannot be removed now is swept away later.
    if (beginning) this.#ending = beginning.then(() => this.#ports.end()).catch(() => null);
    await this.#ending;
  }

  async #keep({ tenantId }: TestRun): Promise<void> {
    await this.#ports.keep(tenantId).catch(() => false);
  }
}
