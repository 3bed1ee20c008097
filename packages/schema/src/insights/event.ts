import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { localDateSchema, localeSchema, localTimeSchema } from '../time.ts';

/** `conversion` is written only by the server, with the booking or request it stands for. */
export const insightTypes = ['view', 'interaction', 'conversion'] as const;

export type InsightType = (typeof insightTypes)[number];

/**
 * How the widget was opened: in the page of a restaurant, in a window over it (by its button, or by one that stays in a
 * corner), by its own address, or by its own address from a link that names its source (`?src=instagram`).
 */
export const entries = ['inline', 'popup', 'floating', 'page', 'link'] as const;

export type Entry = (typeof entries)[number];

/**
 * Why a guest saw no time: no table is left, the restaurant is closed, the day's last time has gone by, the book is not
 * open so far ahead, more guests than can be booked online, or less notice than the restaurant needs.
 */
export const refusingRules = ['full', 'closed', 'past', 'too-far', 'party-too-large', 'too-soon'] as const;

export type RefusingRule = (typeof refusingRules)[number];

/** More than the largest party that can be booked online, 50, is told as one more. */
const mostGuests = 51;

/** What a widget records. The time is inside the UUIDv7, so a repeat can never count twice. */
export const visitorEventSchema = z
  .strictObject({
    id: z.uuidv7(),
    type: z.enum(['view', 'interaction']),
    sessionId: idSchema,
    /** Step of the widget it happened in, such as `party` or `date`. */
    step: z
      .string()
      .regex(/^[a-z][a-z-]{0,31}$/)
      .optional(),
    /** `error`, `abandon` and `turned-away` are kinds of interaction, not types. */
    kind: z.enum(['first-use', 'error', 'abandon', 'turned-away']).optional(),
    /** Language that the widget was drawn in. */
    locale: localeSchema.optional(),
    entry: z.enum(entries).optional(),
    /**
     * What a guest who was turned away wanted; with no other kind. A party that is too large is turned away before it
     * chose a day: then the day is the restaurant's day of asking.
     */
    wantedDate: localDateSchema.optional(),
    /** Where it was one time that was gone. */
    wantedTime: localTimeSchema.optional(),
    /** One above the largest party that the widget takes stands for that and more. */
    partySize: z.number().int().min(1).max(mostGuests).optional(),
    rule: z.enum(refusingRules).optional(),
  })
  .refine(saysWhatWasWanted, 'Say day, party and rule with `turned-away`, and only there.');

export type VisitorEvent = z.infer<typeof visitorEventSchema>;

interface Wish {
  readonly type: string;
  readonly kind?: string | undefined;
  readonly wantedDate?: string | undefined;
  readonly wantedTime?: string | undefined;
  readonly partySize?: number | undefined;
  readonly rule?: string | undefined;
}

function saysWhatWasWanted({ type, kind, wantedDate, wantedTime, partySize, rule }: Wish): boolean {
  const parts = [wantedDate, partySize, rule];
  if (kind === 'turned-away') return type === 'interaction' && parts.every((part) => part !== undefined);
  return [...parts, wantedTime].every((part) => part === undefined);
}
