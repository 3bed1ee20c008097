import { addressOf, limitBy, type Limit } from '../http/address-limit.ts';
import { keyOf, type KnownKeys } from './known-keys.ts';

/**
 * A rate limit by shortened address and widget, so that one busy restaurant's guests do not stop another's. Keys that
 * are no widget's count together: an invented one is no way to a counter of one's own.
 */
export function limitOf(max: number, keys: KnownKeys): Limit {
  return limitBy(max, (request) => {
    const key = keyOf(request);
    return `${addressOf(request)} ${keys.has(key) ? key : 'unknown'}`;
  });
}
