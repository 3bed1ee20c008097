import { changeBookingStatusSchema, grantOverSchema, moveBookingSchema } from '@blunari/schema/api';
import { bookingRowSchema, grantedSlotSchema, quartersOf, turnMinutesFor } from '@blunari/schema/booking';
import { minutesOf } from '@blunari/schema/calendar';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { isAtLeast } from '@blunari/schema/roles';
import { z } from 'zod';
import { isoOf } from '../state/backend.ts';
import { changeBooking, setStatus } from '../state/bookings.ts';
import { clockIn } from '../state/clock.ts';
import { bookingConfigOf } from '../state/config-of.ts';
import { checkRoom, loadOf, seatsOf, slotKey } from '../state/covers.ts';
import { findTenant, tooWeak } from '../state/members.ts';
import type { BookingRecord, TenantRecord } from '../state/records.ts';
import { findBooking } from './bookings.ts';
import { procedure, type Call } from './procedure.ts';

const dayMs = 86_400_000;
/** The book reaches two years ahead at most, and a day back is as far as a slip of the keyboard is worth. */
const reachDays = 732;

function findMine({ state, userId }: Call, bookingId: string): ReturnType<typeof findBooking> {
  const found = findBooking(state, userId, bookingId);
  if (!found.ok) return found;
  const role = found.value.tenant.members.get(userId);
  return role && isAtLeast(role, 'editor') ? found : err(tooWeak);
}

/** The moment that the restaurant's clock shows a time. */
function instantAt({ place }: TenantRecord, localDate: string, localTime: string): Result<number> {
  const instantMs = clockIn(place.timeZone).instantOf(localDate, minutesOf(localTime));
  if (instantMs !== null) return ok(instantMs);
  return err(appError('outside_rules', `The clocks skip ${localTime} on ${localDate}. Please pick another time.`));
}

const isInReach = (ms: number, nowMs: number): boolean => ms >= nowMs - dayMs && ms <= nowMs + reachDays * dayMs;

export const bookingChangeProcedures = {
  'bookings.changeStatus': procedure(changeBookingStatusSchema, bookingRowSchema, (call, { bookingId, status }) => {
    const found = findMine(call, bookingId);
    if (!found.ok) return found;
    const { booking, tenant } = found.value;
    return setStatus(call, tenant, booking, status, call.userId);
  }),
  'bookings.move': procedure(moveBookingSchema, bookingRowSchema, (call, { bookingId, startsAt, partySize, area }) => {
    const found = findMine(call, bookingId);
    if (!found.ok) return found;
    const { booking, tenant } = found.value;
    const wanted = startsAt ? instantAt(tenant, startsAt.localDate, startsAt.localTime) : ok(booking.startsAtMs);
    if (!wanted.ok) return wanted;
    const config = bookingConfigOf(call.state, tenant.id);
    const change = {
      startsAtMs: wanted.value,
      ...(area === undefined ? {} : { area }),
      ...(partySize === undefined || partySize === booking.partySize
        ? {}
        : { partySize, durationMinutes: turnMinutesFor(config.capacity.turnMinutes, partySize) }),
    };
    const allowed = checkMove(booking, wanted.value, call.now());
    if (!allowed.ok) return allowed;
    const will = { ...booking, ...change };
    const room = checkRoom(call.state, { tenant, config, sellsTo: 'staff' }, booking, will);
    return room.ok ? ok(changeBooking(call, booking, change, call.userId)) : room;
  }),
  'bookings.grantOver': procedure(grantOverSchema, z.array(grantedSlotSchema).readonly(), (call, grant) => {
    const member = findTenant(call.state, call.userId, grant.tenantId);
    if (!member.ok) return member;
    const fromMs = instantAt(member.value, grant.localDate, grant.localTime);
    if (!fromMs.ok) return fromMs;
    const tenant = findTenant(call.state, call.userId, grant.tenantId, 'editor');
    if (!tenant.ok) return tenant;
    if (!isInReach(fromMs.value, call.now())) {
      return err(appError('outside_rules', 'Covers cannot be granted for this time.'));
    }
    const seats = seatsOf(bookingConfigOf(call.state, grant.tenantId), grant.area);
    if (seats === undefined) return err(appError('outside_rules', 'There is no such area.'));
    const load = loadOf(call.state, grant.tenantId, grant.area);
    return ok(
      quartersOf(fromMs.value, grant.minutes).map((quarter) => {
        tenant.value.granted.set(slotKey(grant.area, quarter), grant.covers);
        return { slot: isoOf(quarter), covers: load.get(quarter)?.covers ?? 0, seats, over: grant.covers };
      }),
    );
  }),
};

function checkMove({ status, startsAtMs }: BookingRecord, wantedMs: number, nowMs: number): Result<null> {
  if (!['pending', 'confirmed', 'seated'].includes(status)) {
    return err(appError('outside_rules', `This booking is ${status} and cannot be moved.`));
  }
  if (wantedMs === startsAtMs || isInReach(wantedMs, nowMs)) return ok(null);
  return err(appError('outside_rules', 'This time cannot be booked.'));
}
