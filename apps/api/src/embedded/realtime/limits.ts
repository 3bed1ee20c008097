/** What all clients of one topic, or of one tenant, may use together in one process. */
interface SharedLimits {
  readonly channels: number;
  /** Of clients: broadcasts and presence. */
  readonly messagesPerSecond: number;
  readonly bytesPerSecond: number;
  /** The bytes, and what a frame costs besides, times the channels that they go to. */
  readonly deliveredBytesPerSecond: number;
}

// No restaurant takes more than its part of a process, however many visitors it has.
const topic: SharedLimits = {
  channels: 10_000,
  messagesPerSecond: 1_000,
  bytesPerSecond: 10_000_000,
  deliveredBytesPerSecond: 500_000_000,
};

/**
 * The limits of Realtime that an operator would change, with Supabase's own defaults where it has one; bounds of one
 * mechanism stand beside it. Who is over a limit of its own loses the channel or the socket.
 */
export const defaultLimits = {
  /** Sockets of this process. */
  connections: 20_000,
  /** What the clients of one network may use together: behind one address may be a whole office, or a mobile carrier. A tenth of the process. */
  network: {
    sockets: 2_000,
    /** Each takes some two kilobytes, and ten more where its token is long. */
    channels: 20_000,
    /** Of strangers; a person may join so often from wherever. In ten seconds: after an outage everybody behind an address comes back at once. */
    joinsPerTenSeconds: 2_000,
    framesPerSecond: 5_000,
    /** As `frameBytesPerSecond` of a connection. */
    frameBytesPerSecond: 40_000_000,
  },
  /** What a site of many networks may use, in networks: one large household is not in the way of the next. */
  siteShares: 2,
  /**
   * Where a network sends too many frames, this part of what one connection may send makes one of those who do it; the more
   * that is, the less it takes.
   */
  guiltyPart: 1 / 20,
  /** Whoever sends no more in a second is cut off for nobody else: a page that joins its channels, or renews its token on each, sends as much. */
  quietFrames: 16,
  quietFrameBytes: 50_000,

  // Of one connection.
  channelsPerConnection: 100,
  /** Entries of `postgres_changes` of all its channels, those that are long or of many conditions counted as several: each is kept, and looked at for each change of its table. */
  changesPerConnection: 500,
  /**
   * Such entries of all connections of a site, and of the process: each change of their table is held against each, which
   * takes some five microseconds.
   */
  changesPerSite: 5_000,
  changes: 50_000,
  joinsPerSecond: 100,
  /** Over it the socket is closed: each costs the database a question, and the client nothing. A client tries each of its channels every ten seconds at the most. */
  refusedJoinsPerMinute: 300,
  /** Of whatever kind, readable or not. Who sends more is cut off: nothing well-behaved does. */
  framesPerSecond: 1_000,
  /** JSON of many parts counts as more (`weightOf`). The largest broadcast of rows passes; what does takes a quarter of a second to read at the worst. */
  frameBytesPerSecond: 20_000_000,
  /** Heartbeats and joins aside. */
  messagesPerSecond: 200,
  presencePerSecond: 20,
  /** Messages that wait for an answer of the database. */
  waitingMessages: 1_000,
  /** The same in bytes of frames, which are several times larger once parsed: with more, the socket is not read. */
  waitingBytes: 500_000,
  /** A larger message is not kept for a topic whose join is not done. Clients send nothing before its answer. */
  unjoinedBytes: 62_500,
  /** Bytes that a slow reader may leave unread before it is cut off. */
  unsentBytes: 8_000_000,
  /** A socket that said nothing for so long is dead. Clients beat every 25 s, browsers let a hidden tab beat once a minute. */
  silenceMs: 75_000,
  /** A socket without a channel for so long is nobody's; as with Supabase, whose client opens another when it wants one. */
  noChannelMs: 10 * 60_000,

  /** A small message costs about as much time as sending so many bytes. */
  deliveryBytes: 2_000,
  // Of all clients of a topic or a tenant (`tenantId` says whose a topic is), in this process.
  topic,
  tenant: { ...topic, channels: 15_000, messagesPerSecond: 2_000, bytesPerSecond: 20_000_000 },
  /**
   * Of all public topics, as `deliveredBytesPerSecond`, and of them what comes from one site. Together a third of what one
   * core sends of small messages, for strangers; staff and widgets are on private topics.
   */
  publicTopics: { deliveredBytesPerSecond: 60_000_000, siteBytesPerSecond: 30_000_000 },
  /** Clients of this process that are present on one topic: each hears of every other. */
  presentOnTopic: 1_000,
  /** All that they say of themselves: whoever comes is told it in one frame. */
  presenceBytesOnTopic: 500_000,
  /** The same of a public topic: a second's part of what may be told there reaches a thousand. */
  presenceBytesOnPublicTopic: 50_000,
  /** The same of all public topics together, of which anybody may open as many as there are names: a quarter of what may wait for the other processes. */
  presenceBytesInPublic: 8_000_000,

  // Of one message.
  broadcastBytes: 3_000_000,
  /** Of a join, which is kept, several times larger once parsed, until the database has answered. */
  joinBytes: 64_000,
  /** What a client says of itself is kept, and told to everybody who comes; with its key. */
  presenceBytes: 8_000,

  /** By HTTP, of anybody but the service's own programs: of a person, and of the strangers of a network, for their key is in every page. */
  sender: {
    requestsPerMinute: 300,
    requestBytes: 256_000,
    /** In one request. */
    topics: 10,
    /** In one request. */
    messages: 100,
  },
  /** Topics in one request of the service's own programs. Each private one costs a transaction. */
  serviceTopics: 100,

  // Of the process: with more, whose sockets hold most is cut off.
  /** Buffers. */
  bufferBytes: 500_000_000,
  /** What `waitingBytes` counts, of all connections. Parsed it is up to twenty times as much; a join takes some two thousand. */
  allWaitingBytes: 40_000_000,
  /** No socket is cut off for messages that are no more than this, a few joins: all that may be open keep 80 MB so. */
  modestWaitingBytes: 4_000,

  /** Another process that said nothing for so long is dead, and its clients are not present any more. */
  peerSilenceMs: 8_000,
  /** The longest a token is believed without being looked at again. */
  tokenCheckMs: 5 * 60_000,
  /** The same where the policies could not be asked. */
  tokenRecheckMs: 5_000,
  /** A database that says nothing for so long, longer than it works on any statement, has gone without a word. */
  queryTimeoutMs: 10_000,
  /** A channel that wants to know when broadcasts of the database arrive is told so within this time, or ended. */
  listeningWaitMs: 10_000,
  /** The database's log is read for so long after the last subscriber to changes of tables left: who reloads a page is back by then. */
  changesLingerMs: 5_000,
  /** So much of every minute the filters of one caller may take at changes of tables, beyond what quick ones take. */
  filterMsPerMinute: 10_000,
  /** Reading the log begins once all transactions under way have ended; whoever waits for longer is told so in our log. */
  changesSlowStartMs: 10_000,
  /** At the end, the longest over which clients are sent away, so that they do not all come back in one instant. */
  drainMs: 5_000,
  /** The longest between two of them, for few are gone at once: a process takes 500 joins a second, and more. */
  drainStepMs: 2,
};

export type RealtimeLimits = Readonly<typeof defaultLimits>;
