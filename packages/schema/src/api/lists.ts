import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { tenantRoleSchema } from '../roles.ts';
import { instantSchema, localDateSchema } from '../time.ts';

/** Who is signed in and where they work. */
export const meSchema = z.object({
  userId: idSchema,
  email: z.string(),
  name: z.string(),
  isPlatformAdmin: z.boolean(),
  tenants: z.array(z.object({ id: idSchema, name: z.string(), slug: z.string(), role: tenantRoleSchema })),
});

export type Me = z.infer<typeof meSchema>;

/** Bookings that start on a local day of the restaurant, and `days` - 1 more. */
export const bookingsInputSchema = z.strictObject({
  tenantId: idSchema,
  from: localDateSchema,
  days: z.number().int().min(1).max(92),
});

/** One local day of the restaurant. */
export const dayInputSchema = z.strictObject({ tenantId: idSchema, localDate: localDateSchema });

/** Newest first, in pages. */
export const requestsInputSchema = z.strictObject({
  tenantId: idSchema,
  limit: z.number().int().min(1).max(200),
  before: instantSchema.optional(),
});

export const bookingInputSchema = z.strictObject({ bookingId: idSchema });

export const requestInputSchema = z.strictObject({ requestId: idSchema });
