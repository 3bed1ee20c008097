import { z } from 'zod';
import { appErrorSchema } from '../errors.ts';
import { guestSchema } from '../guest.ts';
import { entryIdSchema, idSchema, referenceSchema } from '../ids.ts';
import { plainText } from '../text.ts';
import { instantSchema, localDateSchema, localeSchema, localTimeSchema } from '../time.ts';

const requestStatuses = ['new', 'quoted', 'accepted', 'declined', 'expired', 'withdrawn', 'completed'] as const;

export const requestStatusSchema = z.enum(requestStatuses);

/** What a visitor's widget sends when asking for catering. The server computes the estimate anew. */
export const createRequestSchema = z.strictObject({
  idempotencyKey: idSchema,
  localDate: localDateSchema,
  localTime: localTimeSchema,
  guests: z.number().int().min(1).max(5000),
  packageId: entryIdSchema,
  contact: guestSchema,
  company: plainText(120),
  notes: plainText(1000),
  locale: localeSchema,
  /** Of the visit; none where visits are not counted. */
  sessionId: idSchema.optional(),
  pageUrl: plainText(2000),
});

export type CreateRequest = z.infer<typeof createRequestSchema>;

export const requestReceiptSchema = z.object({
  id: idSchema,
  reference: referenceSchema,
  status: requestStatusSchema,
  localDate: localDateSchema,
  localTime: localTimeSchema,
  guests: z.number().int(),
  packageName: z.record(z.string(), z.string()),
  totalMinor: z.number().int(),
  currency: z.string(),
});

export type RequestReceipt = z.infer<typeof requestReceiptSchema>;

/** Why a visitor's request was not taken in. An `idempotency_mismatch` names what their earlier try with that key asked for. */
export const requestRefusalSchema = appErrorSchema.extend({ earlier: requestReceiptSchema.optional() });

export type RequestRefusal = z.infer<typeof requestRefusalSchema>;

/** A request as staff see it, in lists and on the wire. */
export const requestRowSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  tenantId: idSchema,
  reference: referenceSchema,
  status: requestStatusSchema,
  eventAt: instantSchema,
  guests: z.number().int(),
  packageName: z.string(),
  contactName: z.string(),
  company: z.string(),
  totalMinor: z.number().int(),
  currency: z.string(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});

export type RequestRow = z.infer<typeof requestRowSchema>;

/** One request with all that the guest typed. Answered to staff who ask for it, never sent as a message. */
export const requestDetailsSchema = requestRowSchema.extend({
  contactEmail: z.string(),
  contactPhone: z.string(),
  notes: z.string(),
  /** The language in which the guest asked. */
  locale: z.string(),
  source: z.enum(['widget', 'page', 'staff']),
  packageId: entryIdSchema,
  /** Units of the package, as in an `Estimate`; so are the amounts, in minor units of the currency. */
  quantity: z.number().int(),
  subtotalMinor: z.number().int(),
  serviceMinor: z.number().int(),
  netMinor: z.number().int(),
  taxMinor: z.number().int(),
});

export type RequestDetails = z.infer<typeof requestDetailsSchema>;
