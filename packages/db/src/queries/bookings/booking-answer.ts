import { z } from 'zod';
import { bookingRowSchema, type BookingRow } from '@blunari/schema/booking';

const rowsSchema = z.tuple([z.object({ answer: bookingRowSchema })]);

/** The booking in the answer of a function that changed it. */
export function bookingOf(rows: unknown): BookingRow {
  return rowsSchema.parse(rows)[0].answer;
}
