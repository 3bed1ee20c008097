import { z } from 'zod';
import { isStorableText } from './storable-text.ts';

// Clients in several languages send booleans as strings; null means "not said".
const wireBoolean = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true'), z.null().transform(() => false)])
  .default(false);

/** The last instant that JavaScript and Postgres both know. */
const MAX_DATE_MS = 8_640_000_000_000_000;

const optionalText = z.string().nullish();

/** As long as a ref or an event. It is kept for as long as the channel, and what is said under it is told to everybody there. */
const presenceKeySchema = z.union([z.string(), z.number().transform(String)]).pipe(z.string().max(255));

/** One entry of `config.postgres_changes`. Sent back as it came, so that the client finds its own list again. */
const postgresChangesEntrySchema = z.looseObject({
  event: z.string(),
  schema: optionalText,
  table: optionalText,
  filter: optionalText,
});

export type PostgresChangesEntry = z.infer<typeof postgresChangesEntrySchema>;

const joinConfigSchema = z.object({
  broadcast: z
    .object({ ack: wireBoolean, self: wireBoolean, replication_ready: wireBoolean, replay: z.unknown().optional() })
    .nullish(),
  presence: z.object({ enabled: wireBoolean, key: presenceKeySchema.nullish() }).nullish(),
  postgres_changes: z.array(postgresChangesEntrySchema).max(100).nullish(),
  /** `wait`: answer the join once the subscription is live, at the latest after `timeout` ms. */
  postgres_changes_options: z.object({ wait: wireBoolean, timeout: z.number().int().positive().nullish() }).nullish(),
  private: wireBoolean,
});

/** Payload of `phx_join`. */
export const joinPayloadSchema = z.object({
  config: joinConfigSchema.nullish(),
  access_token: optionalText,
  /** Older name of `access_token`. */
  user_token: optionalText,
});

export type JoinPayload = z.infer<typeof joinPayloadSchema>;

/** `config.broadcast.replay` of a join: messages since then (ms since 1970), the latest so many. */
export const replayRequestSchema = z.object({
  since: z
    .number()
    .int()
    .min(0)
    .max(MAX_DATE_MS)
    .nullish()
    .transform((since) => since ?? 0),
  limit: z
    .number()
    .int()
    .nullish()
    .transform((limit) => limit ?? 25),
});

/** Payload of `access_token`. */
export const accessTokenPayloadSchema = z.object({ access_token: optionalText });

/** Payload of `broadcast` as a text frame; whatever else it holds travels along. */
export const broadcastPayloadSchema = z.looseObject({ type: z.literal('broadcast').optional(), event: z.string() });

/** Payload of `presence`. */
export const presencePayloadSchema = z.object({
  type: z.literal('presence').optional(),
  event: z
    .string()
    .transform((event) => event.toLowerCase())
    .pipe(z.enum(['track', 'untrack'])),
  payload: z.record(z.string(), z.unknown()).optional(),
});

/** Body of `POST /realtime/v1/api/broadcast`. */
export const broadcastRequestSchema = z.object({
  messages: z
    .array(
      z.object({
        topic: z.string().min(1).max(1000).refine(isStorableText, 'not valid text'),
        event: z.string().min(1).max(255),
        payload: z.unknown().optional(),
        private: wireBoolean,
      }),
    )
    .max(1000),
});
