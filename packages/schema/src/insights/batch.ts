import { z } from 'zod';
import { plainText } from '../text.ts';

export const journalLimits = {
  /** Most visitor events in one batch. */
  maxEvents: 50,
  /** The largest body that the endpoint reads, in bytes. */
  maxBodyBytes: 32 * 1024,
  /** Most events that are taken of a batch without a valid token; the others are refused with `no-token`. */
  maxEventsWithoutToken: 5,
  /** How far the clock of a device may be ahead, and how long events may wait on it. */
  maxAheadMs: 5 * 60_000,
  maxAgeMs: 48 * 3_600_000,
} as const;

/** A batch as it is sent. Each event is judged by itself, with `visitorEventSchema`: a bad one costs no good one. */
export const journalBatchSchema = z.strictObject({
  /** Out of an earlier answer of the same widget; without one, only some of the events are taken. */
  token: z.string().max(200).optional(),
  /** Address of the host page (or only its origin), and what led there; empty when unknown. */
  pageUrl: plainText(2000),
  referrer: plainText(2000),
  events: z.array(z.unknown()).min(1).max(journalLimits.maxEvents),
});

export type JournalBatch = z.infer<typeof journalBatchSchema>;

/** Why an event was not taken. Only `no-token` is worth another try, with the token of the answer. */
export const journalRefusals = ['invalid', 'too-old', 'too-early', 'no-token'] as const;

export type JournalRefusal = (typeof journalRefusals)[number];

/** The answer with 202: what is not refused is stored. */
export const journalAnswerSchema = z.strictObject({
  /** For the batches to come; good for a day. Of all visitors of the widget in this hour the same: it names nobody. */
  token: z.string(),
  refused: z.array(z.strictObject({ index: z.number().int().nonnegative(), reason: z.enum(journalRefusals) })),
});

export type JournalAnswer = z.infer<typeof journalAnswerSchema>;
