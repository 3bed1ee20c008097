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
  /** By HTTP, of anybody but the service's own programs: the key that they need is in every page. */
  readonly sender: SenderLimits;
  /** Topics in one request of the service's own programs. Each private one costs a transaction. */
  readonly serviceTopics: number;
  /** Bytes that one slow reader may leave unread before it is cut off. */
  readonly unsentBytes: number;
  /** A socket that said nothing for so long is dead. Clients beat every 25 s, browsers let a hidden tab beat once a minute. */
  readonly silenceMs: number;
  /** The longest a token is believed without being looked at again. */
  readonly tokenCheckMs: number;
  /** A channel that wants to know when broadcasts of the database arrive is told so within this time, or ended. */
  readonly listeningWaitMs: number;
  /** The database's log is read for so long after the last subscriber to changes of tables left: who reloads a page is back by then. */
  readonly changesLingerMs: number;
  /** At the end, the time over which clients are sent away, so that they do not all come back in one instant. */
  readonly drainMs: number;
}

export interface SenderLimits {
  /** By shortened address. */
  readonly requestsPerMinute: number;
  readonly requestBytes: number;
  /** In one request. */
  readonly topics: number;
  /** In one request. */
  readonly messages: number;
}

/** Supabase's own defaults where it has one. */
export const defaultLimits: RealtimeLimits = {
  connections: 20_000,
  channelsPerConnection: 100,
  joinsPerSecond: 100,
  messagesPerSecond: 200,
  waitingMessages: 1_000,
  broadcastBytes: 3_000_000,
  sender: { requestsPerMinute: 300, requestBytes: 256_000, topics: 10, messages: 100 },
  serviceTopics: 100,
  unsentBytes: 8_000_000,
  silenceMs: 75_000,
  tokenCheckMs: 5 * 60_000,
  listeningWaitMs: 10_000,
  changesLingerMs: 5_000,
  drainMs: 1_000,
};
