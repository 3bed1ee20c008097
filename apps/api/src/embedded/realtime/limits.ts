export interface RealtimeLimits {
  /** Sockets of this process. */
  readonly connections: number;
  readonly channelsPerConnection: number;
  /** Per connection. */
  readonly joinsPerSecond: number;
  /** Per connection; heartbeats and joins aside. */
  readonly messagesPerSecond: number;
  /** Messages of one connection that wait for an answer of the database. */
  readonly waitingMessages: number;
  readonly broadcastBytes: number;
  /** Bytes that one slow reader may leave unread before it is cut off. */
  readonly unsentBytes: number;
  /** A socket that said nothing for so long is dead. Clients beat every 25 s, browsers let a hidden tab beat once a minute. */
  readonly silenceMs: number;
  /** The longest a token is believed without being looked at again. */
  readonly tokenCheckMs: number;
  /** At the end, the time over which clients are sent away, so that they do not all come back in one instant. */
  readonly drainMs: number;
}

/** Supabase's own defaults where it has one. */
export const defaultLimits: RealtimeLimits = {
  connections: 20_000,
  channelsPerConnection: 100,
  joinsPerSecond: 100,
  messagesPerSecond: 200,
  waitingMessages: 1_000,
  broadcastBytes: 3_000_000,
  unsentBytes: 8_000_000,
  silenceMs: 75_000,
  tokenCheckMs: 5 * 60_000,
  drainMs: 1_000,
};
