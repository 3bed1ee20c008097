import type { Tx } from '../../client.ts';

/** Whose numbers are asked for: widgets of one restaurant. Row security hides others', so they count nothing. */
export interface InsightScope {
  readonly tenantId: string;
  readonly widgetIds: readonly string[];
}

/** One value of a dimension, or the whole day: `total` and `''`. */
export interface DimensionValue {
  readonly dimension: string;
  readonly value: string;
}

/** All that a question needs of a transaction. */
export type Reader = Pick<Tx, '$queryRaw'>;
