import type { ClockOffset } from '@blunari/realtime';
import type { TestRun } from '@blunari/schema/api';
import type { Check, Outcome } from '../checks/check.ts';
import { Bench } from '../source/bench.ts';
import type { SourceKind, TestSource } from '../source/test-source.ts';
import { type Progress, runCheck, wordsOf } from './run-check.ts';

export type Outcomes = Readonly<Record<string, Outcome>>;

export interface RunState {
  /** Checks under way and waiting, in order; empty when none runs. */
  readonly queue: readonly string[];
  readonly doneCount: number;
  readonly progress: Progress | null;
  readonly outcomes: Readonly<Record<SourceKind, Outcomes>>;
  /** Of the run under way or the last one. */
  readonly clock: ClockOffset | null;
  /** Why a run could not begin or end. */
  readonly problem: string | null;
}

const idle: RunState = {
  queue: [],
  doneCount: 0,
  progress: null,
  outcomes: { real: {}, mock: {} },
  clock: null,
  problem: null,
};

export interface TestRunnerOptions {
  readonly checks: readonly Check[];
  /** Called after a run in which all checks were carried out. */
  readonly onComplete: (kind: SourceKind, state: RunState) => void;
}

const testIsOver = 'The test restaurants are gone: this test was ended elsewhere. Run the checks again.';

/** Carries out checks one after the other, in a restaurant made for the run and removed after it. */
export class TestRunner {
  readonly #options: TestRunnerOptions;
  readonly #listeners = new Set<() => void>();
  #state = idle;
  #running: AbortController | null = null;

  constructor(options: TestRunnerOptions) {
    this.#options = options;
  }

  readonly getState = (): RunState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Runs checks by id; all without. A run under way goes on, and this call does nothing. */
  readonly run = async (source: TestSource, ids?: readonly string[]): Promise<void> => {
    if (this.#running) return;
    const checks = this.#options.checks.filter(({ id }) => ids === undefined || ids.includes(id));
    const running = new AbortController();
    this.#running = running;
    const without = Object.fromEntries(
      Object.entries(this.#state.outcomes[source.kind]).filter(([id]) => checks.every((check) => check.id !== id)),
    );
    this.#set({ queue: checks.map(({ id }) => id), doneCount: 0, progress: null, problem: null });
    this.#setOutcomes(source.kind, without);
    await this.#runAll(source, checks, running.signal);
    this.#running = null;
    this.#set({ queue: [], progress: null });
    const isComplete = this.#options.checks.every(({ id }) => this.#state.outcomes[source.kind][id] !== undefined);
    if (ids === undefined && isComplete) this.#options.onComplete(source.kind, this.#state);
  };

  /** Ends the run; what was measured so far of the check under way is dropped. */
  readonly cancel = (): void => this.#running?.abort();

  async #runAll(source: TestSource, checks: readonly Check[], signal: AbortSignal): Promise<void> {
    try {
      const { run, giveBack } = await source.restaurant.lease();
      try {
        await this.#runOn(await openBench(source, run, signal), checks, signal);
      } finally {
        await giveBack();
      }
    } catch (error) {
      if (!signal.aborted) this.#set({ problem: wordsOf(error) });
    }
  }

  async #runOn(bench: Bench, checks: readonly Check[], signal: AbortSignal): Promise<void> {
    this.#set({ clock: bench.clock });
    try {
      for (const check of checks) {
        if (signal.aborted) return;
        await this.#runOne(bench, check, signal);
      }
    } finally {
      bench.close();
    }
  }

  async #runOne(bench: Bench, check: Check, signal: AbortSignal): Promise<void> {
    const onProgress = (progress: Progress): void => this.#set({ progress });
    const outcome = await runCheck(check, bench, { signal, onProgress });
    if (signal.aborted) return;
    const { kind, restaurant } = bench.source;
    // A check that fails for want of its restaurant says nothing of the product.
    if (outcome.kind === 'failed' && !(await restaurant.isThere(bench.run))) throw new Error(testIsOver);
    const { queue, doneCount, outcomes } = this.#state;
    this.#set({ queue: queue.slice(1), doneCount: doneCount + 1, progress: null });
    this.#setOutcomes(kind, { ...outcomes[kind], [check.id]: outcome });
  }

  #setOutcomes(kind: SourceKind, outcomes: Outcomes): void {
    this.#set({ outcomes: { ...this.#state.outcomes, [kind]: outcomes } });
  }

  #set(change: Partial<RunState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** A restaurant that went before its first check is told as such: what it then lacks says nothing of the product. */
function openBench(source: TestSource, run: TestRun, signal: AbortSignal): Promise<Bench> {
  return Bench.open(source, run, signal).catch(async (error: unknown) => {
    throw (await source.restaurant.isThere(run)) ? error : new Error(testIsOver);
  });
}
