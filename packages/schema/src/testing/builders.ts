import type { AvailabilityAnswer, AvailabilityDay } from '../booking/availability-answer.ts';
import type { BookingRow } from '../booking/booking.ts';
import { addDays, localTimeOf, minutesOf, weekdayOf } from '../calendar.ts';
import { bookingDefaults, type BookingConfig } from '../config/booking.ts';
import { cateringDefaults, type CateringConfig } from '../config/catering.ts';
import type { Place } from '../config/place.ts';

/** A valid booking config for tests and stories. */
export function buildBookingConfig(changes: Partial<BookingConfig> = {}): BookingConfig {
  return { ...structuredClone(bookingDefaults), ...changes };
}

/** A valid catering config with one package a person and one by the tray. */
export function buildCateringConfig(changes: Partial<CateringConfig> = {}): CateringConfig {
  const packages = {
    'garden-buffet': {
      order: 0,
      name: { en: 'Garden Buffet' },
      text: { en: '3 mains, 4 salads, bread' },
      unit: 'person',
      priceMinor: 2250,
      serves: 1,
      min: 20,
      active: true,
    },
    'breakfast-tray': {
      order: 1,
      name: { en: 'Breakfast tray' },
      text: { en: 'Pastries, fruit, yoghurt' },
      unit: 'tray',
      priceMinor: 4800,
      serves: 8,
      min: 1,
      active: true,
    },
  } satisfies CateringConfig['menu']['packages'];
  return { ...structuredClone(cateringDefaults), menu: { packages }, ...changes };
}

export function buildPlace(changes: Partial<Place> = {}): Place {
  return {
    name: 'Trattoria Lucia',
    phone: '+447700900147',
    email: 'ciao@example.com',
    street: 'Via del Pratello 41',
    postcode: '40122',
    city: 'Bologna',
    country: 'IT',
    timeZone: 'Europe/Rome',
    currency: 'EUR',
    locales: ['en', 'it'],
    defaultLocale: 'en',
    ...changes,
  };
}

export function buildBookingRow(changes: Partial<BookingRow> = {}): BookingRow {
  return {
    id: '0197a3c0-0000-7000-8000-000000000001',
    version: 1,
    tenantId: '0197a3c0-0000-7000-8000-0000000000aa',
    reference: 'C7D-XK4',
    status: 'confirmed',
    partySize: 4,
    area: 'main',
    startsAt: '2026-11-21T18:30:00.000Z',
    durationMinutes: 105,
    guestName: 'Giulia Ferri',
    source: 'widget',
    createdAt: '2026-11-14T13:02:00.000Z',
    updatedAt: '2026-11-14T13:02:00.000Z',
    ...changes,
  };
}

/**
 * An answer of the book for stories: dinner every day but Monday, Friday full, some times gone on Saturday.
 * The instants are those of UTC; stories show wall times only.
 */
export function buildAvailability(from: string, days: number, partySize = 2, today = from): AvailabilityAnswer {
  return {
    partySize,
    timeZone: 'Europe/Rome',
    today,
    turnMinutes: 90,
    version: 1,
    days: Array.from({ length: days }, (_, offset) => buildDay(addDays(from, offset), today)),
  };
}

function buildDay(localDate: string, today: string): AvailabilityDay {
  const day = weekdayOf(localDate);
  if (localDate < today) return { localDate, status: 'past', sittings: [] };
  if (day === 'mon') return { localDate, status: 'closed', sittings: [] };
  const taken = (index: number): boolean => day === 'fri' || (day === 'sat' && index % 3 === 1);
  const slots = Array.from({ length: 7 }, (_, index) => {
    const localTime = localTimeOf(minutesOf('18:30') + index * 30);
    return { localTime, startsAt: `${localDate}T${localTime}:00.000Z`, isFree: !taken(index) };
  });
  const status = slots.some((slot) => slot.isFree) ? 'open' : 'full';
  return {
    localDate,
    status,
    sittings: [{ id: 'dinner', name: { en: 'Dinner' }, from: '18:30', lastArrival: '21:30', slots }],
  };
}
