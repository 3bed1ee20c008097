import { z } from 'zod';
import { appErrorSchema } from '../errors.ts';
import { guestSchema } from '../guest.ts';
import { idSchema, referenceSchema } from '../ids.ts';
import { plainText } from '../text.ts';
import { instantSchema, localDateSchema, localeSchema, localTimeSchema } from '../time.ts';

const bookingStatuses = [
  'pending',
  'confirmed',
  'seated',
  'completed',
  'cancelled',
  'no_show',
  'declined',
  'expired',
] as const;

export const bookingStatusSchema = z.enum(bookingStatuses);

export type BookingStatus = z.infer<typeof bookingStatusSchema>;

/** What a visitor's widget sends. `idempotencyKey` is minted once per attempt of the guest, so a repeat books nothing twice. */
export const createBookingSchema = z.strictObject({
  idempotencyKey: idSchema,
  partySize: z.number().int().min(1).max(50),
  startsAt: z.iso.datetime(),
  guest: guestSchema,
  notes: plainText(500),
  locale: localeSchema,
  /** Of the visit; none where visits are not counted. */
  sessionId: idSchema.optional(),
  /** Address of the host page as embed.js told it; empty when unknown. */
  pageUrl: plainText(2000),
});

export type CreateBooking = z.infer<typeof createBookingSchema>;

/** What the visitor gets: enough for the confirmation and for a calendar entry. */
export const bookingReceiptSchema = z.object({
  id: idSchema,
  reference: referenceSchema,
  status: bookingStatusSchema,
  partySize: z.number().int(),
  startsAt: instantSchema,
  localDate: localDateSchema,
  localTime: localTimeSchema,
  timeZone: z.string(),
  durationMinutes: z.number().int(),
  /** What the guest's link proves itself with: 32 bytes as hex. A preview books nothing and has none. */
  guestSecret: z.string().optional(),
});

export type BookingReceipt = z.infer<typeof bookingReceiptSchema>;

/** What a guest's own link says: which booking, and what proves that it is theirs. */
export const guestLinkSchema = z.strictObject({ bookingId: idSchema, secret: z.string().regex(/^[0-9a-f]{64}$/) });

export type GuestLink = z.infer<typeof guestLinkSchema>;

/** A booking as its guest's link shows it. */
export const guestBookingSchema = bookingReceiptSchema.omit({ guestSecret: true }).extend({
  /** The restaurant takes it back without a call: it is still coming, and not too soon. */
  canCancel: z.boolean(),
});

export type GuestBooking = z.infer<typeof guestBookingSchema>;

/** Why a visitor was not booked. An `idempotency_mismatch` names what their earlier try with that key has booked. */
export const bookingRefusalSchema = appErrorSchema.extend({ earlier: bookingReceiptSchema.optional() });

export type BookingRefusal = z.infer<typeof bookingRefusalSchema>;

/** A booking as staff see it, in lists and on the wire. Notes and health data stay out of messages. */
export const bookingRowSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  tenantId: idSchema,
  reference: referenceSchema,
  status: bookingStatusSchema,
  partySize: z.number().int(),
  area: z.string(),
  startsAt: instantSchema,
  durationMinutes: z.number().int(),
  guestName: z.string(),
  source: z.enum(['widget', 'page', 'phone', 'walk_in', 'staff', 'waitlist']),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});

export type BookingRow = z.infer<typeof bookingRowSchema>;

const changeOf = <Value extends z.ZodType>(value: Value) => z.object({ was: value, is: value }).optional();

/** What a change did to a booking: what each field was, and what it became. Empty when none of these changed. */
export const bookingChangesSchema = z.object({
  status: changeOf(bookingStatusSchema),
  partySize: changeOf(z.number().int()),
  startsAt: changeOf(instantSchema),
  durationMinutes: changeOf(z.number().int()),
  area: changeOf(z.string()),
});

export type BookingChanges = z.infer<typeof bookingChangesSchema>;

const bookingHistoryEntrySchema = z.object({
  id: idSchema,
  kind: z.enum(['created', 'changed']),
  changes: bookingChangesSchema,
  /** Name of the person; `null` when the guest or a tool did it. */
  changedByName: z.string().nullable(),
  changedAt: instantSchema,
});

export type BookingHistoryEntry = z.infer<typeof bookingHistoryEntrySchema>;

/** One booking with all that the guest typed. Answered to staff who ask for it, never sent as a message. */
export const bookingDetailsSchema = bookingRowSchema.extend({
  guestEmail: z.string(),
  guestPhone: z.string(),
  notes: z.string(),
  /** The language in which the guest booked. */
  locale: z.string(),
  /** Newest first. */
  history: z.array(bookingHistoryEntrySchema),
});

export type BookingDetails = z.infer<typeof bookingDetailsSchema>;
