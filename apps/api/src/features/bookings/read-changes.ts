import { bookingChangesSchema, type BookingChanges } from '@blunari/schema/booking';
import { z } from 'zod';

/** Changes as the table's trigger stores them, by column. What cannot be read is left out, the rest is told. */
export function readChanges(stored: unknown): BookingChanges {
  const columns = columnsSchema.safeParse(stored).data ?? {};
  const found = Object.entries(columnOf).flatMap(([field, column]) => {
    const pair = pairSchema.safeParse(columns[column]).data;
    if (!pair) return [];
    const change = { was: normalise(pair[0]), is: normalise(pair[1]) };
    return bookingChangesSchema.safeParse({ [field]: change }).success ? [[field, change] as const] : [];
  });
  return bookingChangesSchema.parse(Object.fromEntries(found));
}

const columnOf = {
  status: 'status',
  partySize: 'party_size',
  startsAt: 'starts_at',
  durationMinutes: 'duration_minutes',
  area: 'area',
} as const satisfies Record<keyof BookingChanges, string>;

const columnsSchema = z.record(z.string(), z.unknown());
/** Old beside new. */
const pairSchema = z.tuple([z.unknown(), z.unknown()]);
const storedInstantSchema = z.iso.datetime({ offset: true });

/** PostgreSQL writes `2026-11-24T18:30:00+00:00` into JSON. */
function normalise(value: unknown): unknown {
  const instant = storedInstantSchema.safeParse(value).data;
  return instant === undefined ? value : new Date(instant).toISOString();
}
