import type { NetworkLimits } from './state/networks.ts';
import type { PublicLimits } from './state/public-deliveries.ts';
import type { SharedLimits } from './state/quotas.ts';

export interface RealtimeLimits {
  /** Sockets of this process. */
  readonly connections: number;
  readonly network: NetworkLimits;
  readonly channelsPerConnection: number;
  /** Entries of `postgres_changes` of all its channels, long ones counted as several: each is kept, and looked at for each change of its table. */
  readonly changesPerConnection: number;
  /** Per connection. */
  readonly joinsPerSecond: number;
  /** Per connection, which is closed for more: each costs the database a question, and the client nothing. */
  readonly refusedJoinsPerMinute: number;
  /** Per connection, of whatever kind, readable or not. Who sends more is cut off: nothing well-behaved does. */
  readonly framesPerSecond: number;
  readonly frameBytesPerSecond: number;
  /** Per connection; heartbeats and joins aside. */
  readonly messagesPerSecond: number;
  /** Per connection. */
  readonly presencePerSecond: number;
  /** All clients of one topic in this process. */
  readonly topic: SharedLimits;
  /** All topics of one tenant in this process; whose a topic is says `tenantId`. */
  readonly tenant: SharedLimits;
  /** All public topics in this process. */
  readonly publicTopics: PublicLimits;
  /** Clients of this process that are present on one topic: each hears of every other. */
  readonly presentOnTopic: number;
  /** Messages of one connection that wait for an answer of the database. */
  readonly waitingMessages: number;
  /** The same in bytes of frames, which are several times larger once parsed: with more, the socket is not read. */
  readonly waitingBytes: number;
  /** The same of all connections: with more, those that have most waiting are cut off. */
  readonly allWaitingBytes: number;
  readonly broadcastBytes: number;
  /** Of a join, which is kept, several times larger once parsed, until the database has answered. */
  readonly joinBytes: number;
  /** What a client says of itself is kept, and told to everybody who comes; with its key. */
  readonly presenceBytes: number;
  /** All that clients of this process say of themselves on one topic: whoever comes is told it in one frame. */
  readonly presenceBytesOnTopic: number;
  /** The same on all public topics, of which anybody may open as many as there are names. */
  readonly presenceBytesInPublic: number;
  /** By HTTP, of anybody but the service's own programs: the key that they need is in every page. */
  readonly sender: SenderLimits;
  /** Topics in one request of the service's own programs. Each private one costs a transaction. */
  readonly serviceTopics: number;
  /** Bytes that one slow reader may leave unread before it is cut off. */
  readonly unsentBytes: number;
  /** Buffers of this process, all together: with more, whose sockets hold most is cut off. */
  readonly bufferBytes: number;
  /** A socket that said nothing for so long is dead. Clients beat every 25 s, browsers let a hidden tab beat once a minute. */
  readonly silenceMs: number;
  /** Another process that said nothing for so long is dead, and its clients are not present any more. */
  readonly peerSilenceMs: number;
  /** The longest a token is believed without being looked at again. */
  readonly tokenCheckMs: number;
  /** The same where the policies could not be asked. */
  readonly tokenRecheckMs: number;
  /** A channel that wants to know when broadcasts of the database arrive is told so within this time, or ended. */
  readonly listeningWaitMs: number;
  /** The database's log is read for so long after the last subscriber to changes of tables left: who reloads a page is back by then. */
  readonly changesLingerMs: number;
  /** Reading the log begins once all transactions under way have ended; whoever waits for longer is told so in our log. */
  readonly changesSlowStartMs: number;
  /** At the end, the longest over which clients are sent away, so that they do not all come back in one instant. */
  readonly drainMs: number;
  /** The longest between two of them: few are gone at once. */
  readonly drainStepMs: number;
}

export interface SenderLimits {
  /** By network. */
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
  // A tenth of the process, and of what it takes in ten seconds a good third.
  network: {
    sockets: 2_000,
    joinsPerTenSeconds: 2_000,
    framesPerSecond: 5_000,
    frameBytesPerSecond: 60_000_000,
  },
  channelsPerConnection: 100,
  changesPerConnection: 500,
  joinsPerSecond: 100,
  // A client tries each of its channels again every ten seconds at the most.
  refusedJoinsPerMinute: 300,
  framesPerSecond: 1_000,
  frameBytesPerSecond: 20_000_000,
  messagesPerSecond: 200,
  presencePerSecond: 20,
  // No restaurant takes more than its part of a process, however many visitors it has.
  topic: {
    channels: 10_000,
    messagesPerSecond: 1_000,
    bytesPerSecond: 10_000_000,
    deliveredBytesPerSecond: 500_000_000,
  },
  tenant: {
    channels: 15_000,
    messagesPerSecond: 2_000,
    bytesPerSecond: 20_000_000,
    deliveredBytesPerSecond: 500_000_000,
  },
  // A third of what one core sends of small messages, for strangers; staff and widgets are on private topics.
  publicTopics: { deliveredBytesPerSecond: 60_000_000, siteBytesPerSecond: 30_000_000 },
  presentOnTopic: 1_000,
  waitingMessages: 1_000,
  waitingBytes: 500_000,
  // Parsed up to twenty times as much. A join takes some two thousand.
  allWaitingBytes: 40_000_000,
  broadcastBytes: 3_000_000,
  joinBytes: 64_000,
  presenceBytes: 8_000,
  presenceBytesOnTopic: 500_000,
  // A quarter of what may wait for the other processes.
  presenceBytesInPublic: 8_000_000,
  sender: { requestsPerMinute: 300, requestBytes: 256_000, topics: 10, messages: 100 },
  serviceTopics: 100,
  unsentBytes: 8_000_000,
  bufferBytes: 500_000_000,
  silenceMs: 75_000,
  peerSilenceMs: 8_000,
  tokenCheckMs: 5 * 60_000,
  tokenRecheckMs: 5_000,
  listeningWaitMs: 10_000,
  changesLingerMs: 5_000,
  changesSlowStartMs: 10_000,
  drainMs: 5_000,
  // A process takes 500 joins a second, and more.
  drainStepMs: 2,
};
