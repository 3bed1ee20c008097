import { quartersOf, type BookingStatus, type QuarterLoad } from '@blunari/schema/booking';
import type { BookingConfig } from '@blunari/schema/config';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import type { MockState } from './mock-state.ts';
import type { BookingRecord, TenantRecord } from './records.ts';

const holding: ReadonlySet<BookingStatus> = new Set(['pending', 'confirmed', 'seated', 'completed']);

/** A pending booking holds its table until it is answered; one that was cancelled or did not turn up holds nothing. */
export const holdsTable = ({ status }: Pick<BookingRecord, 'status'>): boolean => holding.has(status);

/** Starts (Unix ms) of the quarter hours that a booking holds; guests arrive in the first. */
export function heldQuarters(booking: BookingRecord): readonly number[] {
  if (!holdsTable(booking)) return [];
  return quartersOf(booking.startsAtMs, booking.durationMinutes + booking.bufferMinutes);
}

export const slotKey = (area: string, quarterMs: number): string => `${area} ${quarterMs}`;

/** What is booked in an area, by quarter hour. */
export function loadOf(state: MockState, tenantId: string, area = 'main'): ReadonlyMap<number, QuarterLoad> {
  const load = new Map<number, QuarterLoad>();
  for (const booking of state.bookings.values()) {
    if (booking.tenantId !== tenantId || booking.area !== area) continue;
    for (const [index, quarter] of heldQuarters(booking).entries()) {
      const { covers, arrivals } = load.get(quarter) ?? { covers: 0, arrivals: 0 };
      load.set(quarter, {
        covers: covers + booking.partySize,
        arrivals: arrivals + (index === 0 ? booking.partySize : 0),
      });
    }
  }
  return load;
}

/** Seats of an area; undefined for one that the settings do not name. */
export function seatsOf({ capacity }: BookingConfig, area: string): number | undefined {
  if (area === 'main') return capacity.seats;
  return Object.hasOwn(capacity.areas ?? {}, area) ? capacity.areas?.[area]?.seats : undefined;
}

export interface Room {
  readonly tenant: TenantRecord;
  readonly config: BookingConfig;
  /** `guests` book by themselves: paced, and not sold what staff granted. */
  readonly sellsTo: 'guests' | 'staff';
}

/**
 * Whether a booking has room as it will be, given back what it holds now. A quarter hour that gets no fuller is never
 * refused, however full it is.
 * Fails with outside_rules (no such area), slot_taken.
 */
export function checkRoom(state: MockState, room: Room, was: BookingRecord | null, will: BookingRecord): Result<null> {
  const quarters = heldQuarters(will);
  if (quarters.length === 0) return ok(null);
  const seats = seatsOf(room.config, will.area);
  if (seats === undefined) return err(appError('outside_rules', 'There is no such area.'));
  const load = loadOf(state, will.tenantId, will.area);
  const held = was && was.area === will.area ? heldQuarters(was) : [];
  const pacing = room.sellsTo === 'guests' ? room.config.capacity.pacingCovers : 0;
  const fits = quarters.every((quarter, index) => {
    const { covers, arrivals } = load.get(quarter) ?? { covers: 0, arrivals: 0 };
    const more = will.partySize - (held.includes(quarter) ? (was?.partySize ?? 0) : 0);
    const arriving = (index === 0 ? will.partySize : 0) - (held[0] === quarter ? (was?.partySize ?? 0) : 0);
    const granted = room.sellsTo === 'staff' ? (room.tenant.granted.get(slotKey(will.area, quarter)) ?? 0) : 0;
    if (more > 0 && covers + more > seats + granted) return false;
    return pacing === 0 || arriving <= 0 || arrivals + arriving <= pacing;
  });
  return fits ? ok(null) : err(appError('slot_taken', 'This time has just been taken.'));
}
