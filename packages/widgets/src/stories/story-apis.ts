import type { AvailabilityAnswer, AvailabilitySitting, BookingReceipt } from '@blunari/schema/booking';
import { estimate } from '@blunari/schema/catering/estimate';
import { appError, type ErrorCode } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { buildAvailability, buildCateringConfig } from '@blunari/schema/testing';
import type { BookingApi } from '../booking/booking-api.ts';
import type { CateringApi } from '../catering/catering-api.ts';

/** Stories stand still: it is always Saturday 14 November 2026, 14:00 in Bologna. */
const storyNowMs = Date.parse('2026-11-14T13:00:00Z');

const storyToday = '2026-11-14';
const storyId = '0197a3c0-0000-7000-8000-000000000001';

/** Never answers. */
const silence = <Value>(): Promise<Value> => new Promise<Value>(() => {});

/** A book with lunch on weekends, full Fridays and closed Mondays, that takes every booking. */
export function storyBookingApi(changes: Partial<BookingApi> = {}): BookingApi {
  return {
    availability: ({ partySize, from, days }) =>
      Promise.resolve(ok(withLunch(buildAvailability(from, days, partySize, storyToday)))),
    book: (input) => Promise.resolve(ok(receiptFor(input.partySize, input.startsAt))),
    newId: () => storyId,
    nowMs: () => storyNowMs,
    ...changes,
  };
}

export const loadingBookingApi = storyBookingApi({ availability: silence });

export const failingBookingApi = storyBookingApi({
  availability: () => Promise.resolve(err(appError('unavailable', 'Not reachable.'))),
});

/** Takes the booking and never says so. */
export const sendingBookingApi = storyBookingApi({ book: silence });

export function refusingBookingApi(code: ErrorCode): BookingApi {
  return storyBookingApi({ book: () => Promise.resolve(err(appError(code, 'Refused.'))) });
}

/** The first answer got lost, and the guest has changed the wish since: only with a new key is another table booked. */
export function arrivedEarlierApi(): BookingApi {
  const open = storyBookingApi();
  const earlier = { ...receiptFor(4, '2026-11-21T19:00:00.000Z'), reference: 'H3M-QX9' };
  let keys = 0;
  return storyBookingApi({
    newId: () => `0197a3c0-0000-7000-8000-00000000001${keys++}`,
    book: (input) =>
      input.idempotencyKey.endsWith('0')
        ? Promise.resolve(err({ ...appError('idempotency_mismatch', 'Refused.'), earlier }))
        : open.book(input),
  });
}

/** Somebody else takes the table between looking and booking. */
export function racingBookingApi(): BookingApi {
  const taken = new Set<string>();
  const open = storyBookingApi();
  return storyBookingApi({
    availability: async (query) => {
      const result = await open.availability(query);
      return result.ok ? ok(without(result.value, taken)) : result;
    },
    book: (input) => {
      taken.add(input.startsAt);
      return Promise.resolve(err(appError('slot_taken', 'Taken.')));
    },
  });
}

export function storyCateringApi(changes: Partial<CateringApi> = {}): CateringApi {
  const { menu, price } = buildCateringConfig();
  return {
    request: (input) => {
      const chosen = menu.packages[input.packageId];
      if (!chosen) return Promise.resolve(err(appError('not_found', 'No such package.')));
      return Promise.resolve(
        ok({
          id: storyId,
          reference: 'R4D-XK7',
          status: 'new',
          localDate: input.localDate,
          localTime: input.localTime,
          guests: input.guests,
          packageName: chosen.name,
          totalMinor: estimate(chosen, input.guests, price).totalMinor,
          currency: 'GBP',
        }),
      );
    },
    newId: () => storyId,
    nowMs: () => storyNowMs,
    ...changes,
  };
}

export const failingCateringApi = storyCateringApi({
  request: () => Promise.resolve(err(appError('unavailable', 'Not reachable.'))),
});

function receiptFor(partySize: number, startsAt: string): BookingReceipt {
  return {
    id: storyId,
    reference: 'C7D-XK4',
    status: 'confirmed',
    partySize,
    startsAt,
    localDate: startsAt.slice(0, 10),
    localTime: startsAt.slice(11, 16),
    timeZone: 'Europe/Rome',
    durationMinutes: 90,
  };
}

function lunchOn(localDate: string): AvailabilitySitting {
  return {
    id: 'lunch',
    name: { en: 'Lunch', it: 'Pranzo' },
    from: '12:00',
    lastArrival: '14:30',
    slots: ['12:00', '12:30', '13:00', '13:30', '14:00', '14:30'].map((localTime) => ({
      localTime,
      startsAt: `${localDate}T${localTime}:00.000Z`,
      isFree: localTime !== '13:00',
    })),
  };
}

function withLunch(answer: AvailabilityAnswer): AvailabilityAnswer {
  return {
    ...answer,
    days: answer.days.map((day) =>
      day.status === 'open' && day.localDate > storyToday && [0, 6].includes(new Date(day.localDate).getUTCDay())
        ? { ...day, sittings: [lunchOn(day.localDate), ...day.sittings] }
        : day,
    ),
  };
}

function without(answer: AvailabilityAnswer, taken: ReadonlySet<string>): AvailabilityAnswer {
  return {
    ...answer,
    days: answer.days.map((day) => ({
      ...day,
      sittings: day.sittings.map((sitting) => ({
        ...sitting,
        slots: sitting.slots.map((slot) => ({ ...slot, isFree: slot.isFree && !taken.has(slot.startsAt) })),
      })),
    })),
  };
}
