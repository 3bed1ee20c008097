import type { VersionStamp } from './version-gate.ts';

/** A row as a backfill returns it. The instants are the server's (ISO); rows without one are asked for in full each time. */
export interface VersionedRow extends VersionStamp {
  readonly committedAt?: string;
  readonly updatedAt?: string;
}

/**
 * How far one subscription is.
 * `waiting`: no line. `joining`: asking the server. `catching-up`: fetching what was missed; after a join live messages wait.
 * `live`: everything up to now was delivered, or is asked for and on its way. `refused`: the server lets this person not read the topic.
 */
export type TopicStatus = 'waiting' | 'joining' | 'catching-up' | 'live' | 'refused';

export interface TopicHandlers<Row extends VersionedRow = VersionedRow> {
  /**
   * Fetches the rows changed since an instant of the server's clock, or all of them (null).
   * Asked after each join, again with back-off when it rejects or takes too long; the signal aborts when nobody waits
   * any more. Default: nothing to catch up with.
   */
  readonly backfill?: (sinceIso: string | null, signal: AbortSignal) => Promise<readonly Row[]>;
  /** A row of the backfill that is newer than what was delivered so far. */
  readonly onRow?: (row: Row) => void;
  /**
   * A live message; one with `id` and `version` only when newer than what was delivered so far (a `.tick` always).
   * Where it does not suffice, `askAnew` asks the backfill once more, with its back-off, its deadline and its status; the
   * row may then come in the version that the message told of.
   */
  readonly onEvent: (event: string, payload: unknown, askAnew: () => void) => void;
  readonly onStatus?: (status: TopicStatus) => void;
}
