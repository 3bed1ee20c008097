import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Database, EventRecord, NewBooking, Visit } from '@blunari/db';
import {
  simulatedVisitsSchema,
  simulateVisitsSchema,
  type SimulatedVisits,
  type SimulateVisits,
} from '@blunari/schema/api';
import { uuidv7 } from '@blunari/schema/identifiers';
import { ok, type Result } from '@blunari/schema/result';
import { testProcedure } from '../../shared/test-page/test-page-procedures.ts';
import { createRestaurantClock } from '../../shared/tenant/restaurant-clock.ts';
import { unwrap } from '../../trpc/unwrap.ts';
import { findTestWidget } from './find-test-widget.ts';

/** As begin_test_run sets it. */
const timeZone = 'Europe/Rome';

const visit: Visit = { ip: null, userAgent: 'Blunari system test', referrer: '', pageUrl: 'https://test.example/' };

/** Lets visitors look, touch and book, by the same functions as real ones, in a restaurant of the caller's test alone. */
export const simulateVisits = testProcedure
  .input(simulateVisitsSchema)
  .output(simulatedVisitsSchema)
  .mutation(async ({ ctx, input }): Promise<SimulatedVisits> => {
    const key = await findTestWidget(ctx, input.tenantId);
    const nowMs = ctx.now();
    const events = eventsOf(input, nowMs);
    if (events.length > 0) unwrap(await ctx.db.visitor.recordEvents(key, { events, visit }));
    const outcomes = await Promise.all(Array.from({ length: input.conversions }, () => book(ctx.db, key, nowMs)));
    const isBooked = outcomes.map(unwrap);
    const bookedCount = isBooked.filter(Boolean).length;
    return { eventCount: events.length, bookedCount, fullCount: isBooked.length - bookedCount };
  });

function eventsOf({ views, interactions }: SimulateVisits, nowMs: number): readonly EventRecord[] {
  const { localDate } = createRestaurantClock(timeZone).localOf(nowMs);
  const at = new Date(nowMs).toISOString();
  const types = [...Array<'view'>(views).fill('view'), ...Array<'interaction'>(interactions).fill('interaction')];
  return types.map((type) => ({
    id: uuidv7(nowMs, (bytes) => (bytes.set(randomBytes(bytes.length)), bytes)),
    type,
    at,
    localDate,
    sessionId: randomUUID(),
    metadata: type === 'interaction' ? { step: 'party' } : {},
  }));
}

/** Within the 60 days that the default settings take bookings for. */
const firstDay = 2;
const lastDay = 58;
/** 18:30 to 21:30 in quarter hours, in minutes of the day. */
const firstMinute = 18 * 60 + 30;
const quarterCount = 13;
const guestNames = ['Marta Bianchi', 'Luca Conti', 'Sara Greco', 'Paolo Riva', 'Elena Costa'] as const;

/** A table on some evening; false where that one is full. */
async function book(db: Database, key: string, nowMs: number): Promise<Result<boolean>> {
  const booked = await db.visitor.createBooking(key, bookingAt(nowMs));
  if (booked.ok) return ok(true);
  return booked.error.code === 'slot_taken' ? ok(false) : booked;
}

function bookingAt(nowMs: number): NewBooking {
  const today = createRestaurantClock(timeZone).localOf(nowMs).localDate;
  const minutes = firstMinute + 15 * randomInt(quarterCount);
  const day = Temporal.PlainDate.from(today).add({ days: randomInt(firstDay, lastDay) });
  const startsAt = day
    .toZonedDateTime({ timeZone, plainTime: new Temporal.PlainTime(Math.floor(minutes / 60), minutes % 60) })
    .toInstant();
  const name = guestNames[randomInt(guestNames.length)] ?? 'Guest';
  return {
    idempotencyKey: randomUUID(),
    partySize: 2,
    startsAt: new Date(startsAt.epochMilliseconds).toISOString(),
    guest: { name, email: 'guest@test.example', phone: '+39051123456' },
    notes: '',
    locale: 'it',
    sessionId: randomUUID(),
    source: 'widget',
    localDate: day.toString(),
    today,
    visit,
  };
}
