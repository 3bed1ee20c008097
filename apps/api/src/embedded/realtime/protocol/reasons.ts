/** The words of Supabase Realtime, as clients and their logs know them. */
export const reasons = {
  topicNameRequired: 'TopicNameRequired: You must provide a topic name',
  unmatchedTopic: 'unmatched topic',
  tooManyChannels: 'ChannelRateLimitReached: Too many channels',
  tooManyJoins: 'ClientJoinRateLimitReached: Too many joins per second',
  restarting: 'RealtimeRestarting: Realtime is restarting, please standby',
  databaseUnavailable: 'InitializingProjectConnection: The database is not reachable yet, please try again',
  unknown: 'UnknownErrorOnChannel: Unknown error on channel',
  notReadable: (topic: string) => `Unauthorized: You do not have permissions to read from this Channel topic: ${topic}`,
  noLongerReadable: (topic: string) => `You no longer have permission to read from this Channel topic: ${topic}`,
  notWritable: (topic: string) => `Unauthorized: You do not have permissions to write to this Channel topic: ${topic}`,
  invalidJoin: (detail: string) => `InvalidJoinPayload: ${detail}`,
  invalidPresence: 'InvalidPresencePayload: The presence payload must be a map',
  payloadTooLarge: 'payload_size_exceeded',
  tooManyConnected: 'ConnectionRateLimitReached: Too many connected users',
  tooManyMessages: 'Too many messages per second',
  tooManyPresenceMessages: 'Too many presence messages per second',
  tooManyPresent: 'Too many clients are present on this topic',
  postgresChangesUnavailable:
    'postgres_changes is not available on this server; subscribe to broadcasts from the database instead',
} as const;
