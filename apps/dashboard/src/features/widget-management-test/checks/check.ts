import type { Bench } from '../source/bench.ts';
import type { MemorySample } from '../statistics/memory-growth.ts';
import type { Verdict } from '../statistics/judge.ts';
import type { Summary } from '../statistics/summarize.ts';

export interface CheckBasics {
  readonly id: string;
  readonly title: string;
  /** What is done, in a few words. */
  readonly detail: string;
  /** Where to look when it is missed. */
  readonly hint: string;
}

/** Does one thing many times; 95 of 100 must stay below the limit. */
export interface SpeedCheck extends CheckBasics {
  readonly kind: 'speed';
  readonly limitMs: number;
  readonly count: number;
  /** Does it once and answers how long it took, in ms. The first one or two, while caches are cold, are not counted. */
  readonly measure: (bench: Bench, signal: AbortSignal) => Promise<number>;
}

/** Works for a minute and looks at this page's memory. */
export interface MemoryCheck extends CheckBasics {
  readonly kind: 'memory';
  /** As a share of the beginning. */
  readonly limit: number;
  readonly lengthMs: number;
}

/** Does something once and says what came of it; throws with a sentence where it was not what it should be. */
export interface FeatureCheck extends CheckBasics {
  readonly kind: 'feature';
  readonly prove: (bench: Bench, signal: AbortSignal) => Promise<string>;
}

export type Check = SpeedCheck | MemoryCheck | FeatureCheck;

/** What came of a check; `failed` could not be carried out. */
export type Outcome =
  | { readonly kind: 'speed'; readonly verdict: Verdict; readonly summary: Summary | null; readonly limitMs: number }
  | {
      readonly kind: 'memory';
      readonly verdict: Verdict;
      /** Null where the browser does not tell. */
      readonly growth: number | null;
      readonly samples: readonly MemorySample[];
      readonly limit: number;
    }
  | { readonly kind: 'feature'; readonly verdict: Verdict; readonly words: string }
  | { readonly kind: 'failed'; readonly verdict: 'missed'; readonly words: string };
