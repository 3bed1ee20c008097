import { z } from 'zod';

// Metadata is part of every access token, and a token must fit into the header of a request.
const MAX_BYTES = 4096;

/** `data` of a sign-up or an update: what a user says about themselves. */
export const metadataSchema = z
  .record(z.string(), z.unknown())
  .refine(
    (data) => Buffer.byteLength(JSON.stringify(data)) <= MAX_BYTES,
    `User metadata cannot be larger than ${MAX_BYTES} bytes`,
  );

/** Keys are added or replaced; a null takes its key away. */
export function mergeMetadata(old: Record<string, unknown>, change: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...old, ...change }).filter(([, value]) => value !== null));
}
