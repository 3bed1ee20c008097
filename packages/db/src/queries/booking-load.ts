import type { Pool } from 'pg';
import { z } from 'zod';
import { idSchema } from '@blunari/schema/ids';
import type { Result } from '@blunari/schema/result';
import { callFunction } from './call-function.ts';

const bookingLoadSchema = z.object({
  id: idSchema,
  tenantId: idSchema,
  version: z.number().int(),
  isActive: z.boolean(),
  /** The whole stored config, for computing times; only its public sections may leave the server. */
  config: z.record(z.string(), z.unknown()),
  timeZone: z.string(),
  /** Quarter hours that hold something; every other one is empty. */
  slots: z.array(z.object({ slot: z.iso.datetime(), covers: z.number().int(), arrivals: z.number().int() })),
});

export type BookingLoad = z.infer<typeof bookingLoadSchema>;

/** What a booking widget's times are computed from, `from` included, `to` not; `null` for a key of no booking widget. */
export function bookingLoad(pool: Pool, key: string, from: Date, to: Date): Promise<Result<BookingLoad | null>> {
  return callFunction(
    pool,
    'select widget_private.booking_load(key => $1::text, since => $2::timestamptz, until => $3::timestamptz) as answer',
    [key, from.toISOString(), to.toISOString()],
    bookingLoadSchema.nullable(),
  );
}
