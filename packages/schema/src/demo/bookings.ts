import type { BookingStatus } from '../booking/booking.ts';
import { turnMinutesFor } from '../booking/quarters.ts';
import { addDays, weekdayOf } from '../calendar.ts';
import type { BookingConfig } from '../config/booking.ts';
import type { WallTime } from './wall-time.ts';

export interface DemoBooking {
  readonly startsAt: Date;
  readonly durationMinutes: number;
  readonly partySize: number;
  readonly status: BookingStatus;
  readonly guestName: string;
  readonly locale: string;
  readonly notes: string;
  readonly source: 'widget' | 'page' | 'phone';
  readonly createdAt: Date;
}

/** Time, party, and where it matters another status or source than a confirmed booking by the widget. */
type Plan = readonly [localTime: string, partySize: number, status?: BookingStatus, source?: DemoBooking['source']];

const lastEvening: readonly Plan[] = [
  ['19:00', 2, 'completed'],
  ['19:30', 5, 'completed'],
  ['20:30', 2, 'no_show'],
];
/** The same weekday a week ago, so that today has something to be compared with. */
const eveningLastWeek: readonly Plan[] = [
  ['19:15', 4, 'completed'],
  ['20:00', 2, 'completed'],
  ['20:30', 6, 'completed'],
  ['21:00', 2, 'no_show'],
];
const thisEvening: readonly Plan[] = [
  ['19:00', 2],
  ['19:30', 4],
  ['19:45', 6],
  ['20:30', 3, 'confirmed', 'phone'],
  ['21:15', 2],
];
const laterEvenings: readonly (readonly Plan[])[] = [
  [
    ['19:30', 2],
    ['20:15', 4],
  ],
  [
    ['20:00', 8, 'confirmed', 'page'],
    ['21:00', 2, 'cancelled'],
  ],
  [
    ['19:15', 6],
    ['20:45', 2],
  ],
  [['20:00', 3]],
];
const weekendLunch: readonly Plan[] = [['12:30', 5]];

const guests = [
  ['Giulia Ferri', 'it'],
  ['Tom Becker', 'de'],
  ['Aoife Byrne', 'en'],
  ['Yuki Tanaka', 'en'],
  ['Omar Haddad', 'fr'],
  ['Chiara Fontana', 'it'],
  ['Luca Moretti', 'it'],
  ['Sofie Lindgren', 'en'],
  ['Hannah Weiss', 'de'],
  ['Camille Laurent', 'fr'],
  ['Davide Galli', 'it'],
  ['Noor Rahman', 'en'],
] as const;

const notes: Readonly<Record<number, string>> = { 1: 'A table by the window, if there is one.', 5: 'We bring a pram.' };

/** Bookings of Lucia of a week ago, and from the last open day to two weeks ahead; closed days are left out. */
export function demoBookings(
  config: BookingConfig,
  instantOf: WallTime,
  today: string,
  now: Date,
): readonly DemoBooking[] {
  const planned = plannedDays(config, today).flatMap(([localDate, plans]) =>
    plans.map((plan) => [localDate, plan] as const),
  );
  return planned.map(([localDate, [localTime, partySize, status = 'confirmed', source = 'widget']], index) => {
    const [guestName, locale] = guests[index % guests.length] ?? guests[0];
    const startsAt = instantOf(localDate, localTime);
    return {
      startsAt,
      durationMinutes: turnMinutesFor(config.capacity.turnMinutes, partySize),
      partySize,
      status,
      guestName,
      locale,
      notes: notes[index] ?? '',
      source,
      createdAt: new Date(Math.min(now.getTime(), startsAt.getTime()) - (index + 1) * 2.6 * 3_600_000),
    };
  });
}

function plannedDays(config: BookingConfig, today: string): readonly (readonly [string, readonly Plan[]])[] {
  const past = [-1, -2, -3].map((days) => addDays(today, days)).find((day) => isOpen(config, day));
  const weekAgo = addDays(today, -7);
  const ahead = Array.from({ length: 15 }, (_, days) => addDays(today, days)).filter((day) => isOpen(config, day));
  return [
    ...(past ? [[past, lastEvening] as const] : []),
    ...ahead.map((day, index) => [day, index === 0 ? thisEvening : laterPlans(day, index)] as const),
    ...(isOpen(config, weekAgo) ? [[weekAgo, eveningLastWeek] as const] : []),
  ];
}

function laterPlans(day: string, index: number): readonly Plan[] {
  const isWeekend = ['sat', 'sun'].includes(weekdayOf(day));
  return [...(isWeekend ? weekendLunch : []), ...(laterEvenings[index % laterEvenings.length] ?? [])];
}

function isOpen({ schedule }: BookingConfig, day: string): boolean {
  const isClosed = Object.values(schedule.closures).some((closure) => closure.from <= day && day <= closure.to);
  return !isClosed && Object.values(schedule.sittings).some((sitting) => sitting.days.includes(weekdayOf(day)));
}
