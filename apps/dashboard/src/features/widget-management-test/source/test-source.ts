import type { AppRouter } from '@blunari/api/router';
import type { Realtime } from '@blunari/realtime';
import type { TRPCClient } from '@trpc/client';
import type { TestRestaurant } from './test-restaurant.ts';

/** Where the numbers come from: the product, or its memory in this tab. */
export type SourceKind = 'real' | 'mock';

/** A realtime line of a test's own, which can be cut. */
export interface TestLine {
  readonly realtime: Realtime;
  readonly cut: () => void;
}

/** What a check measures on. Everything above this is the same for every source. */
export interface TestSource {
  readonly kind: SourceKind;
  readonly client: TRPCClient<AppRouter>;
  /** Made when somebody needs it, removed when nobody does any more. */
  readonly restaurant: TestRestaurant;
  /** Not yet open: the first subscription opens it. Its maker closes it. */
  readonly openLine: () => TestLine;
}
