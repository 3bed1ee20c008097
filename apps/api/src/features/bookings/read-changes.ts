import { bookingChangesSchema, type BookingChanges } from '@blunari/schema/booking';
import { z } from 'zod';

/** Changes as the table's trigger stores them, by column. What cannot be read is left out, the rest is told. */
export function readChanges(stored: unknown): BookingChanges {
  const columns = columnsSchema.safeParse(stored);
  if (!columns.success) return {};
  const { status, party_size: partySize, starts_at, duration_minutes: durationMinutes, area } = columns.data;
  const startsAt = z.tuple([storedInstantSchema, storedInstantSchema]).safeParse(starts_at).data;
  const found = Object.entries({ status, partySize, startsAt, durationMinutes, area }).filter(
    ([field, change]) => change !== undefined && bookingChangesSchema.safeParse({ [field]: change }).success,
  );
  return bookingChangesSchema.parse(Object.fromEntries(found));
}

const columnsSchema = z.record(z.string(), z.unknown());

/** PostgreSQL writes `2026-11-24T18:30:00+00:00` into JSON. */
const storedInstantSchema = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
