import type { AvailabilityAnswer, BookingReceipt, GuestBooking } from '@blunari/schema/booking';
import type { RequestReceipt } from '@blunari/schema/catering';
import type { AppError } from '@blunari/schema/errors';
import { isNumber, isRecord, isString } from '../protocol/guards.ts';

// The API parses what it sends; these tell its answers from what a proxy, a portal or an old version may say instead.

export const isAvailabilityAnswer = (value: unknown): value is AvailabilityAnswer =>
  isRecord(value) &&
  isNumber(value['partySize']) &&
  isString(value['today']) &&
  isString(value['timeZone']) &&
  isNumber(value['turnMinutes']) &&
  Array.isArray(value['days']) &&
  value['days'].every(
    (day) => isRecord(day) && isString(day['localDate']) && isString(day['status']) && Array.isArray(day['sittings']),
  );

export const isBookingReceipt = (value: unknown): value is BookingReceipt =>
  isRecord(value) &&
  ['id', 'reference', 'status', 'startsAt', 'localDate', 'localTime', 'timeZone'].every((key) =>
    isString(value[key]),
  ) &&
  isNumber(value['partySize']) &&
  isNumber(value['durationMinutes']) &&
  (value['guestSecret'] === undefined || isString(value['guestSecret']));

export const isGuestBooking = (value: unknown): value is GuestBooking =>
  isRecord(value) && isBookingReceipt(value) && 'canCancel' in value && typeof value.canCancel === 'boolean';

export const isRequestReceipt = (value: unknown): value is RequestReceipt =>
  isRecord(value) &&
  ['id', 'reference', 'status', 'localDate', 'localTime', 'currency'].every((key) => isString(value[key])) &&
  isNumber(value['guests']) &&
  isNumber(value['totalMinor']) &&
  isRecord(value['packageName']);

/** A refusal that may carry what an earlier try of this guest has come to. */
export const isRefusalWith =
  <Receipt>(isReceipt: (value: unknown) => value is Receipt) =>
  (value: unknown): value is AppError & { readonly earlier?: Receipt } =>
    isRecord(value) && isAppError(value) && (!('earlier' in value) || isReceipt(value.earlier));

export const isAppError = (value: unknown): value is AppError =>
  isRecord(value) && isString(value['code']) && Object.hasOwn(codes, value['code']) && isString(value['message']);

const codes = {
  invalid_input: true,
  not_signed_in: true,
  forbidden: true,
  not_found: true,
  slot_taken: true,
  outside_rules: true,
  idempotency_mismatch: true,
  widget_inactive: true,
  origin_refused: true,
  rate_limited: true,
  too_large: true,
  unavailable: true,
  not_ready: true,
  internal: true,
} satisfies Record<AppError['code'], true>;
