import type { RandomBytes } from '@blunari/schema/identifiers';
import type { MockState } from './mock-state.ts';

/** What procedures and the public API work with. Nothing in it waits: each call is a transaction by itself. */
export interface Backend {
  readonly state: MockState;
  /** Unix time in ms. */
  readonly now: () => number;
  readonly randomBytes: RandomBytes;
  /** Sends a message to everybody on a topic. */
  readonly tell: (topic: string, event: string, payload: object) => void;
}

export const isoOf = (ms: number): string => new Date(ms).toISOString();
