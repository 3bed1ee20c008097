import type { Result } from '@blunari/schema/result';
import { toTrpcError } from './to-trpc-error.ts';

/** The border where an expected failure becomes a failed call. */
export function unwrap<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw toTrpcError(result.error);
}
