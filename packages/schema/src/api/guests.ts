import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { plainText } from '../text.ts';

/** A guest as they write to the restaurant: their e-mail address, their phone number or both. */
export const guestInputSchema = z
  .strictObject({
    tenantId: idSchema,
    email: plainText(254).trim().optional(),
    phone: plainText(32).trim().optional(),
  })
  .refine(
    ({ email = '', phone = '' }) => email !== '' || /\d/.test(phone),
    'Name the guest by an e-mail address or a phone number.',
  );

export type GuestInput = z.infer<typeof guestInputSchema>;

/** Rows as they are stored, all columns with something about the guest. */
const rowsSchema = z.array(z.record(z.string(), z.json()));

/** All that is held about a guest: for them, so nothing is left out or renamed. */
export const guestExportSchema = z.object({
  /** Each with its `changes`. */
  bookings: rowsSchema,
  /** Each with its `quotes`. */
  requests: rowsSchema,
  waitlist: rowsSchema,
  /** What they did with the widgets in the sessions in which they booked or asked. */
  visits: rowsSchema,
});

export type GuestExport = z.infer<typeof guestExportSchema>;

const count = z.number().int().nonnegative();

/** How much there was of a guest who is forgotten now. */
export const erasedGuestSchema = z.object({
  bookings: count,
  requests: count,
  waitlist: count,
  visits: count,
  /** Told over Realtime; `null` where the database keeps them as they are until they are dropped, three days later. */
  messages: count.nullable(),
});

export type ErasedGuest = z.infer<typeof erasedGuestSchema>;
