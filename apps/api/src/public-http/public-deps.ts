import type { Database } from '@blunari/db';
import type { AppError } from '@blunari/schema/errors';
import type { SecurityOrigins } from '../http/security-headers.ts';
import type { EmbedFiles } from '../static/embed-files.ts';
import type { GroupLimits, GroupWatch } from './journal/group-commit.ts';
import type { KnownKeys } from './known-keys.ts';

/** What the public API of widgets works with. */
export interface PublicDeps {
  readonly db: Database;
  /** Unix time in ms. */
  readonly now: () => number;
  /** Why nothing is answered at this moment, if nothing is. */
  readonly refusal: () => AppError | undefined;
  readonly origins: SecurityOrigins;
  /** Where a framed widget hears of changes. */
  readonly realtime: { readonly url: string; readonly apiKey: string };
  readonly embed: EmbedFiles;
  readonly limits: PublicLimits;
  /** How many batches of visits may wait, and are written at once. Default: defaultGroupLimits. */
  readonly groupLimits?: Partial<GroupLimits> | undefined;
  readonly groupWatch?: GroupWatch | undefined;
}

/** What its routes work with: limits need to know which keys are real. */
export interface LimitedDeps extends PublicDeps {
  readonly knownKeys: KnownKeys;
}

/** Requests a minute from one shortened address to one widget. Many guests share an address of a mobile network. */
export interface PublicLimits {
  /** Pages, settings and times. */
  readonly reads: number;
  /** Bookings and requests. */
  readonly orders: number;
  /** Batches of events. */
  readonly batches: number;
  /** Of these, such without a token: the first of a visitor. */
  readonly batchesWithoutToken: number;
}

export const defaultPublicLimits: PublicLimits = { reads: 600, orders: 30, batches: 240, batchesWithoutToken: 60 };
