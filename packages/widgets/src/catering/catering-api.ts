import type { CreateRequest, RequestReceipt, RequestRefusal } from '@blunari/schema/catering';
import type { Result } from '@blunari/schema/result';

/** What the guest decides; the page around the widget adds session and address. */
export type RequestInput = Omit<CreateRequest, 'sessionId' | 'pageUrl'>;

/** Everything the catering widget needs from the world. Its members keep their identity between renders. */
export interface CateringApi {
  readonly request: (input: RequestInput) => Promise<Result<RequestReceipt, RequestRefusal>>;
  /** A new UUID, for idempotency keys. */
  readonly newId: () => string;
  /** Unix time in ms. */
  readonly nowMs: () => number;
}
