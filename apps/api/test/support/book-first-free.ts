import { randomUUID } from 'node:crypto';
import {
  availabilityAnswerSchema,
  bookingReceiptSchema,
  type BookingReceipt,
  type CreateBooking,
} from '@blunari/schema/booking';
import type { TestTenant } from './create-tenant.ts';
import type { TestApp } from './start-test-app.ts';

/** Books the first free table for two from the day after tomorrow, as the guest's widget would. */
export async function bookFirstFree(
  test: TestApp,
  { booking }: TestTenant,
  guest: CreateBooking['guest'],
): Promise<BookingReceipt> {
  const from = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  const times = await test.visit({ url: `/w/${booking.key}/availability?partySize=2&from=${from}&days=7` });
  const { days } = availabilityAnswerSchema.parse(times.json());
  const free = days.flatMap(({ sittings }) => sittings.flatMap(({ slots }) => slots)).find(({ isFree }) => isFree);
  const answer = await test.visit({
    method: 'POST',
    url: `/w/${booking.key}/bookings`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({
      idempotencyKey: randomUUID(),
      partySize: 2,
      startsAt: free?.startsAt,
      guest,
      notes: '',
      locale: 'en',
      sessionId: randomUUID(),
      pageUrl: '',
    }),
  });
  return bookingReceiptSchema.parse(answer.json());
}
