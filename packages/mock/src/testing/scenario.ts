import { randomUUID } from 'node:crypto';
import {
  availabilityAnswerSchema,
  bookingReceiptSchema,
  type BookingReceipt,
  type CreateBooking,
} from '@blunari/schema/booking';
import { appErrorSchema } from '@blunari/schema/errors';
import type { z } from 'zod';
import type { Answer, ApiUnderTest, ContractTenant } from './api-under-test.ts';

/** What a call answered, as its schema says. */
export async function ask<Schema extends z.ZodType>(
  api: ApiUnderTest,
  userId: string,
  path: string,
  input: unknown,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const answer = await api.call(userId, path, input);
  if (!answer.ok) throw new Error(`${path}: ${answer.error.code}, ${answer.error.message}`);
  return schema.parse(answer.value);
}

/** `ok`, or the code that a call failed with. */
export async function outcome(
  api: ApiUnderTest,
  userId: string | null,
  path: string,
  input?: unknown,
): Promise<string> {
  const answer = await api.call(userId, path, input);
  return answer.ok ? 'ok' : answer.error.code;
}

/** Status and code of a refused request. */
export const refusalOf = ({ status, body }: Answer): readonly [number, string] => [
  status,
  appErrorSchema.parse(body).code,
];

/** A day a few days ahead; the third, so that no notice is too short. */
export const soon = (days = 3): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Times (ISO instants) that a party can book within a week. */
export async function freeTimes(api: ApiUnderTest, tenant: ContractTenant, partySize: number): Promise<string[]> {
  const query = `partySize=${partySize}&from=${soon()}&days=7`;
  const { body } = await api.visit(`/w/${tenant.booking.key}/availability?${query}`);
  const { days } = availabilityAnswerSchema.parse(body);
  const slots = days.flatMap(({ sittings }) => sittings.flatMap((sitting) => sitting.slots));
  return slots.filter(({ isFree }) => isFree).map(({ startsAt }) => startsAt);
}

/** What a guest's widget sends for the first free time, unless told otherwise. */
export async function buildWish(
  api: ApiUnderTest,
  tenant: ContractTenant,
  changes: Partial<CreateBooking> = {},
): Promise<CreateBooking> {
  const partySize = changes.partySize ?? 4;
  const [startsAt = ''] = changes.startsAt === undefined ? await freeTimes(api, tenant, partySize) : [];
  return {
    idempotencyKey: randomUUID(),
    partySize,
    startsAt,
    guest: { name: 'Giulia Ferri', email: 'giulia@example.com', phone: '+39051123456' },
    notes: '',
    locale: 'it',
    sessionId: randomUUID(),
    pageUrl: 'https://lucia.example.com/table',
    ...changes,
  };
}

export const book = (api: ApiUnderTest, tenant: ContractTenant, wish: CreateBooking): Promise<Answer> =>
  api.visit(`/w/${tenant.booking.key}/bookings`, wish);

/** A booking for the first free time. */
export async function bookFirstFree(
  api: ApiUnderTest,
  tenant: ContractTenant,
  changes: Partial<CreateBooking> = {},
): Promise<Required<BookingReceipt>> {
  const { body } = await book(api, tenant, await buildWish(api, tenant, changes));
  return bookingReceiptSchema.required().parse(body);
}
