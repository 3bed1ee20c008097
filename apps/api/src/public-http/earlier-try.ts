import type { AppError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';

/** Where to look for what a guest's earlier try with the same idempotency key has become. */
export interface EarlierTry<Stored, Receipt> {
  /** Of the very same wish; null when it became nothing. */
  readonly ofSameWish: () => Promise<Result<Stored | null>>;
  /** Of whatever was wished with that key. */
  readonly ofSameKey: () => Promise<Result<Stored | null>>;
  readonly receiptOf: (stored: Stored) => Receipt;
}

type Refusal<Receipt> = AppError & { readonly earlier?: Receipt };

/**
 * A refused wish may be a late repeat of one that was granted: the guest's first answer got lost, and the restaurant
 * has changed its rules or paused the widget since. Then what was granted stands, and this is its receipt.
 */
export async function earlierReceipt<Stored, Receipt>(
  earlier: EarlierTry<Stored, Receipt>,
  refusal: Result<never>,
): Promise<Result<Receipt, Refusal<Receipt>>> {
  const stored = await earlier.ofSameWish();
  if (!stored.ok) return withEarlier(earlier, stored.error);
  return stored.value === null ? refusal : ok(earlier.receiptOf(stored.value));
}

/** A guest whose earlier try was granted already learns which, and decides whether it shall be the only one. */
export async function withEarlier<Stored, Receipt>(
  { ofSameKey, receiptOf }: EarlierTry<Stored, Receipt>,
  error: AppError,
): Promise<Result<never, Refusal<Receipt>>> {
  if (error.code !== 'idempotency_mismatch') return err(error);
  const earlier = await ofSameKey();
  return err(earlier.ok && earlier.value !== null ? { ...error, earlier: receiptOf(earlier.value) } : error);
}
