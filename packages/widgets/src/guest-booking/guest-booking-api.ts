import type { GuestBooking } from '@blunari/schema/booking';
import type { Result } from '@blunari/schema/result';

/** What the page behind a guest's link asks; the link itself is the caller's. Its members keep their identity. */
export interface GuestBookingApi {
  readonly read: () => Promise<Result<GuestBooking>>;
  /** Answers a repeat alike. */
  readonly cancel: () => Promise<Result<GuestBooking>>;
  /** Unix time in ms. */
  readonly nowMs: () => number;
}
