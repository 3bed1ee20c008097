import type { BookingConfig } from '@blunari/schema/config';

/** A smaller largest party takes the smallest and the suggested one with it: they must not be above it. */
export function withLargestParty(party: BookingConfig['party'], max: number): BookingConfig['party'] {
  return { max, min: Math.min(party.min, max), default: Math.min(party.default, max) };
}
