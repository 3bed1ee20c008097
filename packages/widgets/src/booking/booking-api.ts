import type {
  AvailabilityAnswer,
  AvailabilityQuery,
  BookingReceipt,
  BookingRefusal,
  CreateBooking,
} from '@blunari/schema/booking';
import type { Result } from '@blunari/schema/result';

/** What the guest decides; the page around the widget adds session and address. */
export type BookingInput = Omit<CreateBooking, 'sessionId' | 'pageUrl'>;

/** Everything the booking widget needs from the world. Its members keep their identity between renders. */
export interface BookingApi {
  readonly availability: (query: AvailabilityQuery) => Promise<Result<AvailabilityAnswer>>;
  readonly book: (input: BookingInput) => Promise<Result<BookingReceipt, BookingRefusal>>;
  /** Address of the page that shows a booking to its guest; `null` for a receipt that proves nothing. */
  readonly linkTo?: (receipt: BookingReceipt) => string | null;
  /** A new UUID, for idempotency keys. */
  readonly newId: () => string;
  /** Unix time in ms. */
  readonly nowMs: () => number;
}
