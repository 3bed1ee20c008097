import { z } from 'zod';

/** What the main process asks of a server's process. */
export const serverCommandSchema = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('serve'),
    kind: z.enum(['gateway', 'bare']),
    databaseUrl: z.string(),
    keysPath: z.string(),
    port: z.number(),
  }),
  z.object({ do: z.literal('measure') }),
]);

export type ServerCommand = z.infer<typeof serverCommandSchema>;

export const servedSchema = z.object({ url: z.string() });

/** After a collection of garbage. */
export const usageSchema = z.object({
  heapBytes: z.number(),
  residentBytes: z.number(),
  /** Of all threads since the start. */
  cpuMs: z.number(),
  connections: z.number(),
});

export type Usage = z.infer<typeof usageSchema>;

/** What the main process asks of a process full of clients. */
export const clientCommandSchema = z.discriminatedUnion('do', [
  /** Opens and joins, some at a time. A token for each, or the API key for all. Comes back by itself when `isLoyal`. */
  z.object({
    do: z.literal('open'),
    url: z.string(),
    apiKey: z.string(),
    count: z.number(),
    topics: z.array(z.string()),
    tokens: z.array(z.string()),
    isLoyal: z.boolean(),
  }),
  /** From now on messages are counted; `received` then waits for so many. */
  z.object({ do: z.literal('count') }),
  z.object({ do: z.literal('received'), count: z.number() }),
  /** Resolves when every client has joined. */
  z.object({ do: z.literal('all_live') }),
  z.object({ do: z.literal('close') }),
]);

export type ClientCommand = z.infer<typeof clientCommandSchema>;

/** When each message was received, in ms since 1970 with fractions. */
export const receivedSchema = z.object({ atMs: z.array(z.number()) });

export const joinedSchema = z.object({ lastJoinedAtMs: z.number() });

export const nowMs = (): number => performance.timeOrigin + performance.now();
