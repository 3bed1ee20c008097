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
  presenceNotWritable: (topic: string) =>
    `Unauthorized: You do not have permissions to write to this Channel topic: ${topic}`,
  invalidJoin: (detail: string) => `InvalidJoinPayload: ${detail}`,
  invalidPresence: 'InvalidPresencePayload: The presence payload must be a map',
  payloadTooLarge: 'payload_size_exceeded',
  tooManyMessages: 'Too many messages per second',
  listening: 'Replication connection established',
  notListening: 'Replication connection was not established in time',
  replayInPublic: 'UnableToReplayMessages: Replay is not allowed for public channels',
  replayInvalid: 'UnableToReplayMessages: Replay params are not valid',
  replayFailed: 'UnableToReplayMessages: Realtime was unable to replay messages',
  changesSubscribed: 'Subscribed to PostgreSQL',
  changesRefused: (detail: string) => `RealtimeDisabledForConfiguration: ${detail}`,
  changesTimedOut: (timeoutMs: number) =>
    `PostgresChangesSubscribeTimeout: Timed out after ${timeoutMs}ms waiting for the postgres_changes subscription`,
  changesLost: 'Changes may have been missed; please join again and read what you need',
} as const;
